import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Form, FormLayout, InlineError, Modal, Select, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { createDraftId } from '../editor/createDraftId.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import type { TillForm } from './views.ts'

const HOURS = [
  { value: '4', label: '4 hours' },
  { value: '12', label: '12 hours' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
]
const ACTION = '/app/counter'

/** Dialog that creates a till. */
export function CreateTillModal({ onClose }: { readonly onClose: () => void }) {
  useFocusBack()
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: ACTION })
  const [draft, setDraft] = useState<TillForm>(() => ({ draftId: createDraftId(), name: '', hours: '12' }))
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(answer.kind === 'failed' ? answer.message : null)
    if (answer.kind !== 'done') return
    shopify.toast.show('Till created')
    onClose()
  })
  const isBusy = fetcher.state !== 'idle'
  const submit = () => {
    if (isBusy) return
    setFailure(null)
    if (draft.name.trim() === '') return setFailure('Enter the till’s name.')
    fetcher.submit({ ...draft }, { method: 'post', encType: 'application/json', action: ACTION })
  }
  return (
    <Modal
      open
      onClose={onClose}
      title="Create a till"
      primaryAction={{ content: 'Create', loading: isBusy, onAction: submit }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={submit} implicitSubmit>
          <FormLayout>
            <TextField
              label="Name"
              value={draft.name}
              placeholder="Front desk"
              maxLength={60}
              autoComplete="off"
              helpText="Receipts and this page show it."
              onChange={(name) => setDraft({ ...draft, name })}
            />
            <Select
              label="Works for"
              options={HOURS}
              value={draft.hours}
              helpText="Whoever has its link can check and charge codes until then, or until you end it."
              onChange={(hours) => setDraft({ ...draft, hours })}
            />
            {failure && <InlineError message={failure} fieldID="create-till" />}
          </FormLayout>
        </Form>
      </Modal.Section>
    </Modal>
  )
}
