import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, Modal, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import type { ProjectId } from '../../core/project/types.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { SECTIONS } from '../page/sections.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ProjectAnswer } from './views.ts'

/** Dialog that deletes a project. The owner must type its name. */
export function DeleteProjectModal({
  project: { id, name },
  onDeleted,
  onClose,
}: {
  project: { id: ProjectId; name: string }
  onDeleted: () => void
  onClose: () => void
}) {
  useFocusBack()
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<ProjectAnswer<null>>({ key: `delete-${id}` })
  const [typed, setTyped] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    shopify.toast.show('Project deleted')
    onDeleted()
    navigate(SECTIONS.developers.url, { replace: true })
  })
  const isBusy = fetcher.state !== 'idle'
  const submit = () =>
    fetcher.submit(
      {},
      { method: 'post', encType: 'application/json', action: `/app/developers/${id}/delete` },
    )
  return (
    <Modal
      open
      onClose={onClose}
      title={`Delete “${name}”?`}
      primaryAction={{
        content: 'Delete project',
        destructive: true,
        disabled: typed.trim() !== name,
        loading: isBusy,
        onAction: submit,
      }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">
            This deletes the project’s settings and keys, and signs out everyone who signed in through it.
            This cannot be undone. The gates of your shop do not change.
          </Text>
          <TextField
            label={`Type “${name}” to confirm`}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={setTyped}
          />
          {failure && <InlineError message={failure} fieldID={id} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
