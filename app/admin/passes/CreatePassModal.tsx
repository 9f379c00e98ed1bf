import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { ChoiceList, Form, FormLayout, InlineError, Modal, Select, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { createDraftId } from '../editor/createDraftId.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import type { PassesView, PassForm } from './views.ts'

const HOURS = [
  { value: '4', label: '4 hours' },
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
]
const EMPTY: Omit<PassForm, 'draftId'> = { wallet: '', units: '1', hours: '24', note: '' }
const WHO_CHOICES = [
  {
    label: 'No wallet: on my word',
    value: 'word',
    helpText: 'Nothing is checked. The pass and its order show your name.',
  },
  {
    label: 'A wallet that you type',
    value: 'wallet',
    helpText: 'It must hold what the gate requires now, and its uses are counted.',
  },
]

/** Dialog that creates a one-time pass. */
export function CreatePassModal({
  gate,
  mostUnits,
  uncounted,
  onClose,
}: Pick<PassesView, 'gate' | 'mostUnits' | 'uncounted'> & { readonly onClose: () => void }) {
  useFocusBack()
  const shopify = useAppBridge()
  const action = `/app/gates/${gate.number}/passes`
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: action })
  const [draft, setDraft] = useState<PassForm>(() => ({ draftId: createDraftId(), ...EMPTY }))
  const [who, setWho] = useState('word')
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(answer.kind === 'failed' ? answer.message : null)
    if (answer.kind !== 'done') return
    shopify.toast.show('Pass created')
    onClose()
  })
  const edit = (change: Partial<PassForm>) => setDraft({ ...draft, ...change })
  const isBusy = fetcher.state !== 'idle'
  const submit = () => {
    if (isBusy) return
    setFailure(null)
    if (who === 'wallet' && draft.wallet.trim() === '') return setFailure('Enter the wallet’s address.')
    const body = { ...draft, wallet: who === 'wallet' ? draft.wallet : '' }
    fetcher.submit(body, { method: 'post', encType: 'application/json', action })
  }
  return (
    <Modal
      open
      onClose={onClose}
      title="Create a one-time pass"
      primaryAction={{ content: 'Create', loading: isBusy, onAction: submit }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={submit} implicitSubmit>
          <FormLayout>
            <ChoiceList
              title="Who is it for?"
              choices={WHO_CHOICES}
              selected={[who]}
              onChange={([next]) => setWho(next === 'wallet' ? 'wallet' : 'word')}
            />
            {who === 'wallet' && (
              <TextField
                label="Wallet address"
                value={draft.wallet}
                placeholder="0x… or a name, such as anna.eth"
                monospaced
                spellCheck={false}
                autoComplete="off"
                onChange={(wallet) => edit({ wallet })}
              />
            )}
            <TextField
              label="Items of this gate in the order"
              value={draft.units}
              inputMode="numeric"
              maxLength={4}
              autoComplete="off"
              helpText={`At most this many items.${mostUnits === null ? '' : ` The gate allows ${mostUnits} in one cart.`}${who === 'word' && uncounted !== null ? ` ${uncounted}` : ''}`}
              onChange={(units) => edit({ units })}
            />
            <Select
              label="Valid for"
              options={HOURS}
              value={draft.hours}
              helpText="It works for one order. Until then it keeps a use of a gate with a limit."
              onChange={(hours) => edit({ hours })}
            />
            <TextField
              label="Note"
              value={draft.note}
              placeholder="Called on Tuesday, order by phone"
              maxLength={200}
              autoComplete="off"
              helpText="For you and your staff."
              onChange={(note) => edit({ note })}
            />
            {failure && <InlineError message={failure} fieldID="create-pass" />}
          </FormLayout>
        </Form>
      </Modal.Section>
    </Modal>
  )
}
