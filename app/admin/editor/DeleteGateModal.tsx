import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import type { Enforcement } from '../../core/gate/shop.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { describeRefusals } from '../enforcement/describeRefusals.ts'
import { useWords } from '../page/PlatformProvider.ts'
import { SECTIONS } from '../page/sections.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer, DeletedGate, GateView } from '../views.ts'

const STALE = 'Someone else changed this gate at the same time. Try again.'
const UNFOLLOWED = 'Gate deleted. Shopify has not followed yet, and Palisade tries again within a minute.'

export type DeleteGateModalProps = {
  readonly gate: GateView
  /** Whether the shop's checkout can refuse orders. */
  readonly level: Enforcement['level']
  readonly onClose: () => void
  /** Called after the deletion: the page has nothing left to save. */
  readonly onDeleted: () => void
}

/** Dialog that confirms and deletes a gate. */
export function DeleteGateModal({ gate, level, onClose, onDeleted }: DeleteGateModalProps) {
  useFocusBack()
  const shopify = useAppBridge()
  const words = useWords()
  const navigate = useNavigate()
  const fetcher = useFetcher<ChangeAnswer<DeletedGate>>({ key: `delete-gate-${gate.number}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer, STALE))
    if (answer.kind !== 'done') return
    onDeleted()
    shopify.toast.show(answer.result.pending === 0 ? 'Gate deleted' : words(UNFOLLOWED))
    navigate(SECTIONS.gates.url, { replace: true })
  })
  const isBusy = fetcher.state !== 'idle'
  const submit = () => {
    fetcher.submit(
      {},
      { method: 'post', encType: 'application/json', action: `/app/gates/${gate.number}/delete` },
    )
  }
  const { exclusive } = gate.form.reaction
  return (
    <Modal
      open
      onClose={onClose}
      title={`Delete “${gate.form.name}”?`}
      primaryAction={{ content: 'Delete gate', destructive: true, loading: isBusy, onAction: submit }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">
            {exclusive
              ? describeRefusals({ level }).deletion
              : 'Within a minute, holders pay the full price.'}
          </Text>
          <Text as="p">
            Orders that used it do not change. You can restore it under History. Its limits then count from
            zero.
          </Text>
          {failure && <InlineError message={failure} fieldID={`gate-${gate.number}`} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
