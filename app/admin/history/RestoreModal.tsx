import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, List, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import { describeAnswer } from '../describeAnswer.ts'
import { createDraftId } from '../editor/createDraftId.ts'
import { formatFieldIssue } from '../messages.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer, SavedGate } from '../views.ts'
import type { ChangeView } from './views.ts'

const STALE = 'Someone else changed this gate in the meantime. Reload the page to see its history.'

/** Dialog that restores a version of a gate. */
export function RestoreModal({
  change,
  openedAt,
  onClose,
}: {
  change: ChangeView
  /** The gate's `updatedAt`. */
  openedAt: number
  onClose: () => void
}) {
  useFocusBack()
  const { gate, id, at, isDeletion } = change
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<ChangeAnswer<SavedGate>>({ key: `restore-${id}` })
  const [draftId] = useState(createDraftId)
  const [answer, setAnswer] = useState<ChangeAnswer<SavedGate> | null>(null)
  useAnswer(fetcher, (next) => {
    setAnswer(next)
    if (next.kind !== 'done') return
    shopify.toast.show('Version restored')
    navigate(`/app/gates/${next.result.number}`)
  })
  const isBusy = fetcher.state !== 'idle'
  const failure = answer && describeAnswer(answer, STALE)
  const submit = () =>
    fetcher.submit(
      { openedAt, draftId },
      {
        method: 'post',
        encType: 'application/json',
        action: `/app/gates/${gate.number}/changes/${id}/restore`,
      },
    )
  return (
    <Modal
      open
      onClose={onClose}
      title={`Restore “${gate.name}”?`}
      primaryAction={{ content: 'Restore', loading: isBusy, onAction: submit }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">
            {isDeletion
              ? `The gate comes back as it was before ${at}. Shoppers see the change within a minute.`
              : `The gate goes back to its version of ${at}. Shoppers see the change within a minute.`}
          </Text>
          {gate.isDeleted && <Text as="p">It comes back as a new gate, so its limits count from zero.</Text>}
          {failure && <InlineError message={failure} fieldID={`change-${id}`} />}
          {answer?.kind === 'invalid' && (
            <BlockStack gap="100">
              <InlineError
                message="This version cannot be restored as it is. Make the change on the gate’s page instead."
                fieldID={`change-${id}`}
              />
              <List>
                {Object.entries(answer.fields).map(([path, issue]) => (
                  <List.Item key={path}>{formatFieldIssue({ path, issue })}</List.Item>
                ))}
              </List>
            </BlockStack>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
