import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import type { PassView } from './views.ts'

/** Dialog that withdraws a pass. */
export function WithdrawModal({
  gate,
  pass,
  onClose,
}: {
  readonly gate: number
  readonly pass: PassView
  readonly onClose: () => void
}) {
  useFocusBack()
  const shopify = useAppBridge()
  const action = `/app/gates/${gate}/passes/${pass.id}/withdraw`
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: action })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(answer.kind === 'failed' ? answer.message : null)
    if (answer.kind !== 'done') return
    shopify.toast.show('Pass withdrawn')
    onClose()
  })
  const isBusy = fetcher.state !== 'idle'
  const submit = () => fetcher.submit({}, { method: 'post', encType: 'application/json', action })
  return (
    <Modal
      open
      onClose={onClose}
      title="Withdraw this pass?"
      primaryAction={{ content: 'Withdraw', destructive: true, loading: isBusy, onAction: submit }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">
            Its link stops working right away. A cart that has opened it may still check out for a while, at
            most a day for a draft order. Such an order counts as one that breaks a rule.
          </Text>
          {failure && <InlineError message={failure} fieldID="withdraw-pass" />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
