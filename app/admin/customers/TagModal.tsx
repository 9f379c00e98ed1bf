import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, Checkbox, FormLayout, InlineError, Modal, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { MOST_TAG } from '../../core/customer/customerTags.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import type { TagView } from './views.ts'

/** Dialog that changes how a gate tags customers. */
export function TagModal({ gate, onClose }: { gate: TagView; onClose: () => void }) {
  useFocusBack()
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: `tag-${gate.number}` })
  const [isOn, setIsOn] = useState(gate.isOn)
  const [tag, setTag] = useState(gate.typed)
  const [removesWhenPaused, setRemoves] = useState(gate.removesWhenPaused)
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    shopify.toast.show('Tag saved')
    onClose()
  })
  const isBusy = fetcher.state !== 'idle'
  const save = () =>
    fetcher.submit(
      { tag, isOn, removesWhenPaused },
      { method: 'post', encType: 'application/json', action: `/app/customers/tags/${gate.number}` },
    )
  return (
    <Modal
      open
      onClose={onClose}
      title={`Tag of “${gate.name}”`}
      primaryAction={{ content: 'Save', loading: isBusy, onAction: () => void save() }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <FormLayout>
            <Checkbox label="Tag customers who unlock this gate" checked={isOn} onChange={setIsOn} />
            <TextField
              label="Tag"
              value={tag}
              placeholder={gate.defaultTag}
              helpText="Leave it empty to use the gate’s name. A new tag replaces the old one on every customer."
              maxLength={MOST_TAG}
              autoComplete="off"
              disabled={!isOn}
              onChange={setTag}
            />
            <Checkbox
              label="Remove the tag while the gate is paused"
              checked={removesWhenPaused}
              disabled={!isOn}
              onChange={setRemoves}
            />
          </FormLayout>
          {!isOn && gate.isOn && (
            <Text as="p">Customers lose the tag that Palisade gave them, and it forgets their wallets.</Text>
          )}
          {failure && <InlineError message={failure} fieldID={`tag-${gate.number}`} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
