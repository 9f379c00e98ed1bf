import { BlockStack, Checkbox, InlineGrid, Select, TextField } from '@shopify/polaris'
import { describeCallForm } from '../../core/gate/describeCallForm.ts'
import { type CallForm, EMPTY_CALL } from '../../core/gate/form.ts'
import {
  type CallPresetName,
  callPresets,
  findCallPreset,
  isCallPreset,
} from '../../core/requirement/calls/presets.ts'
import { ANSWER_TEXTS, CALL_TEXTS } from '../callTexts.ts'
import { composeFieldId, type DraftCondition } from './draft.ts'
import { findError } from './findError.ts'
import { findPresetContract } from './findPresetContract.ts'
import type { EditCondition } from './treeProps.ts'
import type { GateEditorModel } from './useGateEditor.ts'

type Props = {
  readonly editor: GateEditorModel
  readonly condition: DraftCondition
  readonly edit: EditCondition
}

const OWN = { value: '', label: 'Another question' }

/** Fields for a question to a contract, beside its address and amounts. */
export function CallFields({ editor, condition, edit }: Props) {
  const { key, chain } = condition
  const call = condition.call ?? EMPTY_CALL
  const text = call.preset === '' ? null : CALL_TEXTS[call.preset]
  const change = (part: Partial<CallForm>) => edit({ call: { ...call, ...part } })
  const error = (field: string) => findError(editor.issues, `${key}.call.${field}`)
  const { hasDecimals } = describeCallForm(call)
  return (
    <BlockStack gap="300">
      <Select
        id={composeFieldId(`${key}.preset`)}
        label="Question"
        options={[...listPresets(), OWN]}
        value={call.preset}
        helpText={
          text?.help ?? 'Any function of a contract that only reads, and that takes the wallet or a token ID.'
        }
        onChange={(value) => edit(choosePreset({ value, call, condition, chain }))}
      />
      <TextField
        id={composeFieldId(`${key}.call.label`)}
        label="What shoppers read"
        value={call.label}
        placeholder={text?.example ?? 'Harbor Club seat'}
        helpText="It follows the number: “You need 1 …”."
        maxLength={64}
        autoComplete="off"
        error={error('label')}
        onChange={(label) => change({ label })}
      />
      {text?.values.map(({ label, placeholder, help }, i) => (
        <TextField
          key={label}
          id={composeFieldId(`${key}.call.values.${i}`)}
          label={label}
          value={call.values[i] ?? ''}
          placeholder={placeholder}
          helpText={help}
          maxLength={255}
          spellCheck={false}
          autoComplete="off"
          error={error(`values.${i}`)}
          onChange={(value) => change({ values: setValue({ values: call.values, place: i, value }) })}
        />
      ))}
      {text === null && <OwnFields editor={editor} conditionKey={key} call={call} onChange={change} />}
      {hasDecimals && (
        <TextField
          id={composeFieldId(`${key}.call.decimals`)}
          label="Decimals"
          value={call.decimals}
          placeholder="0"
          helpText="How many digits of the contract’s number come after the point: 18 for most tokens, 6 for USDC."
          inputMode="numeric"
          maxLength={2}
          autoComplete="off"
          error={error('decimals')}
          onChange={(decimals) => change({ decimals })}
        />
      )}
    </BlockStack>
  )
}

function OwnFields({
  editor,
  conditionKey,
  call,
  onChange,
}: {
  editor: GateEditorModel
  conditionKey: string
  call: CallForm
  onChange: (part: Partial<CallForm>) => void
}) {
  const idOf = (field: string) => composeFieldId(`${conditionKey}.call.${field}`)
  const error = (field: string) => findError(editor.issues, `${conditionKey}.call.${field}`)
  const plain = { spellCheck: false, autoComplete: 'off' } as const
  return (
    <>
      <TextField
        {...plain}
        id={idOf('method')}
        label="Function"
        value={call.method}
        placeholder="function stakeOf(address user) view returns (uint256)"
        helpText="Copy it from the contract’s page at a block explorer, with its types and its answer. If there are several of that name, the types tell which one."
        maxLength={1_000}
        multiline={2}
        error={error('method')}
        onChange={(method) => onChange({ method })}
      />
      <InlineGrid columns={{ xs: 1, sm: ['twoThirds', 'oneThird'] }} gap="300">
        <TextField
          {...plain}
          id={idOf('args')}
          label="Arguments"
          value={call.args}
          placeholder="wallet"
          helpText="In order, separated by commas: wallet, id (of a token of the wallet), index (its place in the wallet), or a value."
          maxLength={1_000}
          error={error('args')}
          onChange={(args) => onChange({ args })}
        />
        <TextField
          {...plain}
          id={idOf('word')}
          label="Which answer"
          value={call.word}
          placeholder="1"
          helpText="If it has several."
          inputMode="numeric"
          maxLength={2}
          error={error('word')}
          onChange={(word) => onChange({ word })}
        />
      </InlineGrid>
      <Select
        id={idOf('answer')}
        label="Way to count"
        options={listAnswers()}
        value={call.answer}
        error={error('answer')}
        onChange={(value) =>
          onChange({ answer: listAnswers().find((one) => one.value === value)?.value ?? 'true' })
        }
      />
      {call.answer === 'equal' && (
        <TextField
          {...plain}
          id={idOf('equals')}
          label="Value"
          value={call.equals}
          placeholder="0x… or a number"
          maxLength={255}
          error={error('equals')}
          onChange={(equals) => onChange({ equals })}
        />
      )}
      <Checkbox
        id={idOf('isRefusalNo')}
        label="A refusal of the contract means no"
        helpText="Some contracts refuse to answer about wallets that they do not know. Otherwise, such a wallet could not be checked."
        checked={call.isRefusalNo}
        onChange={(isRefusalNo) => onChange({ isRefusalNo })}
      />
    </>
  )
}

function listPresets(): { value: CallPresetName; label: string }[] {
  return Object.keys(callPresets)
    .filter(isCallPreset)
    .map((value) => ({ value, label: CALL_TEXTS[value].choice }))
}

function listAnswers() {
  const answers = Object.keys(ANSWER_TEXTS) as CallForm['answer'][]
  return answers.map((value) => ({ value, label: ANSWER_TEXTS[value] }))
}

function setValue({
  values,
  place,
  value,
}: {
  values: readonly string[]
  place: number
  value: string
}): string[] {
  return Array.from({ length: Math.max(values.length, place + 1) }, (_, i) =>
    i === place ? value : (values[i] ?? ''),
  )
}

/** Choose a question: it brings its usual decimals, and the address that everybody uses on the chain. */
function choosePreset({
  value,
  call,
  condition,
  chain,
}: {
  value: string
  call: CallForm
  condition: DraftCondition
  chain: string
}): Partial<DraftCondition> {
  const preset: CallForm['preset'] = isCallPreset(value) ? value : ''
  const decimals = preset === '' ? null : findCallPreset(preset).decimals
  const chosen = { ...call, preset, values: [], decimals: decimals === null ? '' : String(decimals) }
  const contract = findPresetContract({ preset, chain })
  const before = findPresetContract({ preset: call.preset, chain })
  // What the question before had brought goes with it.
  const isOwn = condition.contract.trim() !== '' && condition.contract.trim() !== before
  return { call: chosen, ...(isOwn ? {} : { contract: contract ?? '' }) }
}
