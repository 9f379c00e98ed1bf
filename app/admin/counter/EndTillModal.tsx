import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import type { TillView } from './views.ts'

/** Dialog that ends a till. */
export function EndTillModal({ till, onClose }: { readonly till: TillView; readonly onClose: () => void }) {
  useFocusBack()
  const shopify = useAppBridge()
  const action = `/app/counter/${till.id}/end`
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: action })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(answer.kind === 'failed' ? answer.message : null)
    if (answer.kind !== 'done') return
    shopify.toast.show('Till ended')
    onClose()
  })
  const isBusy = fetcher.state !== 'idle'
  const submit = () => fetcher.submit({}, { method: 'post', encType: 'application/json', action })
  return (
    <Modal
      open
      onClose={onClose}
      title={`End the till ${till.name}?`}
      primaryAction={{ content: 'End till', destructive: true, loading: isBusy, onAction: submit }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">Its link stops working right away. What it has charged stays.</Text>
          {failure && <InlineError message={failure} fieldID="end-till" />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
