import { Checkbox, ChoiceList, FormLayout } from '@shopify/polaris'
import { CHOSEN_KINDS, type ChosenKind } from '../../core/message/kinds.ts'
import { KIND_WORDS } from './receiverWords.ts'
import type { GateOption, ReceiverForm } from './views.ts'

const KINDS = CHOSEN_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind], helpText: kind }))

/** What a receiver is told: kinds of messages, gates, and whether wallets are named. */
export function ReceiverFields({
  form,
  gates,
  onChange,
}: {
  form: ReceiverForm
  gates: readonly GateOption[]
  onChange: (form: ReceiverForm) => void
}) {
  return (
    <FormLayout>
      <ChoiceList
        allowMultiple
        title="Messages"
        choices={KINDS}
        selected={[...form.messages]}
        onChange={(messages: string[]) => onChange({ ...form, messages: messages as ChosenKind[] })}
      />
      {gates.length > 0 && (
        <ChoiceList
          allowMultiple
          title="Only about these gates (none: all gates)"
          choices={gates.map(({ number, name }) => ({ value: String(number), label: `${name} (${number})` }))}
          selected={form.gates.map(String)}
          onChange={(numbers: string[]) => onChange({ ...form, gates: numbers.map(Number) })}
        />
      )}
      <Checkbox
        label="Name wallets and tokens in messages"
        helpText="Wallets are personal data. Leave this off unless the receiver needs them."
        checked={form.hasWallets}
        onChange={(hasWallets) => onChange({ ...form, hasWallets })}
      />
    </FormLayout>
  )
}
