import { useFetcher } from '@remix-run/react'
import { BlockStack, InlineError, Modal, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { CHOSEN_KINDS } from '../../core/message/kinds.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { createDraftId } from '../editor/createDraftId.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import { ReceiverFields } from './ReceiverFields.tsx'
import { RECEIVERS_URL } from './receiverWords.ts'
import type { GateOption, IssuedReceiver, ReceiverForm } from './views.ts'

/** Dialog that creates a webhook, or connects Shopify Flow. */
export function CreateReceiverModal({
  isFlow,
  gates,
  onCreated,
  onClose,
}: {
  isFlow: boolean
  gates: readonly GateOption[]
  onCreated: (issued: IssuedReceiver) => void
  onClose: () => void
}) {
  useFocusBack()
  const fetcher = useFetcher<ChangeAnswer<IssuedReceiver>>({ key: 'create-receiver' })
  const [draftId] = useState(createDraftId)
  const [url, setUrl] = useState('')
  const [form, setForm] = useState<ReceiverForm>({ messages: CHOSEN_KINDS, gates: [], hasWallets: false })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind === 'done') onCreated(answer.result)
  })
  const isBusy = fetcher.state !== 'idle'
  const create = () => {
    const body = { draftId, url: isFlow ? null : url, ...form }
    const action = `${RECEIVERS_URL}/new`
    fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json', action })
  }
  return (
    <Modal
      open
      onClose={onClose}
      title={isFlow ? 'Connect Shopify Flow' : 'Add webhook'}
      primaryAction={{ content: isFlow ? 'Connect' : 'Add', loading: isBusy, onAction: create }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {isFlow ? (
            <Text as="p">Each message starts the workflows that begin with its trigger.</Text>
          ) : (
            <TextField
              label="Address"
              value={url}
              placeholder="https://example.com/webhooks"
              helpText="Palisade posts signed messages there. It must be on the internet, with https."
              autoComplete="off"
              spellCheck={false}
              onChange={setUrl}
            />
          )}
          <ReceiverFields form={form} gates={gates} onChange={setForm} />
          {failure && <InlineError message={failure} fieldID="create-receiver" />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
