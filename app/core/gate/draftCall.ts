import { MAX_DECIMALS } from '../chain/describe.ts'
import { hasChecksum } from '../chain/hasChecksum.ts'
import type { Chain } from '../chain/types.ts'
import { checkQuestion, type QuestionIssue } from '../requirement/calls/checkQuestion.ts'
import { formatMethod, type Method, parseMethod } from '../requirement/calls/parseMethod.ts'
import { type CallPreset, findCallPreset, isCallPreset } from '../requirement/calls/presets.ts'
import type { CallAnswer, CallArgument, CallQuestion, Word } from '../requirement/calls/types.ts'
import { parseWord } from '../requirement/calls/words.ts'
import { formatTokenIds } from '../requirement/kinds/fields.ts'
import type { TokenRange } from '../requirement/tokenRange.ts'
import { type CallForm, type ConditionForm, EMPTY_CALL } from './form.ts'
import type { FieldIssue } from './issues.ts'

export type CallField = `call.${keyof CallForm}` | `call.values.${number}`
type Report = (field: keyof ConditionForm | CallField, issue: FieldIssue) => void
/** The hash by which contracts know an ENS name (EIP-137); null if it is no name. */
export type HashName = (name: string) => Word | null

type Parameters = {
  readonly form: ConditionForm
  readonly chain: Chain
  readonly tokenIds: readonly TokenRange[]
  readonly hashName: HashName
  readonly isChecksummed: (address: string) => boolean
  readonly report: Report
}
type Part = Parameters & { readonly call: CallForm }

export type DraftedCall = {
  /** The fields of the condition beside its chain, contract and amounts. */
  readonly json: Readonly<Record<string, unknown>>
  readonly decimals: number
}

const LONGEST_NAME = 64
const LONGEST_VALUE = 255

/** Turn the question of a form into the fields of a condition, or null after reporting what is wrong with them. */
export function draftCall(parameters: Parameters): DraftedCall | null {
  const { form, report } = parameters
  const call = form.call ?? EMPTY_CALL
  const name = call.label.trim()
  if (name === '') report('call.label', 'required')
  else if (name.length > LONGEST_NAME) report('call.label', 'too-long')
  const part = { ...parameters, call }
  const question = isCallPreset(call.preset)
    ? draftPreset({ ...part, preset: findCallPreset(call.preset) })
    : draftOwn(part)
  const decimals = question && draftDecimals({ call, question, report })
  if (!question || decimals === null || name === '' || name.length > LONGEST_NAME) return null
  const wrong = checkQuestion(question)
  if (wrong) {
    report(...ISSUES[wrong])
    return null
  }
  const { equals, tokenIds, isRefusalNo, ...rest } = question
  return {
    decimals,
    json: {
      label: { name, symbol: '' },
      decimals,
      ...(isCallPreset(call.preset) ? { preset: call.preset, values: call.values.map(toTrimmed) } : {}),
      question: {
        ...rest,
        ...(equals === null ? {} : { equals }),
        ...(tokenIds.length === 0 ? {} : { tokenIds: formatTokenIds(tokenIds) }),
        ...(isRefusalNo ? { isRefusalNo } : {}),
      },
    },
  }
}

const ISSUES: { readonly [Wrong in QuestionIssue]: readonly [keyof ConditionForm | CallField, FieldIssue] } =
  {
    method: ['call.method', 'method-invalid'],
    args: ['call.args', 'args-invalid'],
    answer: ['call.answer', 'answer-unfit'],
    equals: ['call.equals', 'value-invalid'],
    tokenIds: ['tokenIds', 'call-ids'],
  }

const toTrimmed = (text: string) => text.trim()

function draftPreset(parameters: Part & { readonly preset: CallPreset }): CallQuestion | null {
  const { preset, tokenIds } = parameters
  const method = parseMethod(preset.method)
  if (typeof method === 'string') return null
  const { args, word, answer, isRefusalNo } = preset
  const words = args.map((arg, i) =>
    arg === 'first' || arg === 'second'
      ? draftValue({ ...parameters, arg, type: method.inputs[i] ?? '' })
      : arg,
  )
  const equals =
    preset.equals && draftValue({ ...parameters, arg: preset.equals, type: method.outputs[word] ?? '' })
  const known = words.filter((one) => one !== null)
  if (known.length < words.length || (preset.equals && !equals)) return null
  return { method: preset.method, args: known, word, answer, equals, tokenIds, isRefusalNo }
}

function draftValue({
  call,
  preset,
  arg,
  type,
  hashName,
  isChecksummed,
  report,
}: Part & { preset: CallPreset; arg: 'first' | 'second'; type: string }): Word | null {
  const place = arg === 'first' ? 0 : 1
  const text = (call.values[place] ?? '').trim()
  if (type === 'address' && isMistyped({ text, isChecksummed })) {
    report(`call.values.${place}`, 'address-checksum')
    return null
  }
  const word = preset.isName ? hashName(text) : parseWord({ text, type })
  if (word && text.length <= LONGEST_VALUE) return word
  report(
    `call.values.${place}`,
    text === '' ? 'required' : preset.isName ? 'ens-name-invalid' : 'value-invalid',
  )
  return null
}

/** Whether an address in mixed case does not have its checksum (EIP-55): a letter of it is wrong. */
function isMistyped({ text, isChecksummed }: Pick<Parameters, 'isChecksummed'> & { text: string }): boolean {
  return hasChecksum(text) && !isChecksummed(text)
}

function draftOwn({ call, tokenIds, isChecksummed, report }: Part): CallQuestion | null {
  const method = parseMethod(call.method)
  if (typeof method === 'string') {
    report('call.method', call.method.trim() === '' ? 'required' : method)
    return null
  }
  const args = parseArgs({ text: call.args, method })
  const isWrongOf = (text: string, type: string | undefined) =>
    type === 'address' && isMistyped({ text: text.trim(), isChecksummed })
  const isArgWrong = call.args.split(',').some((part, i) => isWrongOf(part, method.inputs[i]))
  if (!args) report('call.args', 'args-invalid')
  else if (isArgWrong) report('call.args', 'address-checksum')
  const word = /^[0-9]{1,2}$/.test(call.word.trim() || '1') ? Number(call.word.trim() || '1') - 1 : -1
  const type = method.outputs[word]
  if (type === undefined) report('call.word', 'word-invalid')
  const equals = call.answer === 'equal' ? parseWord({ text: call.equals, type: type ?? '' }) : null
  const isEqualWrong = call.answer === 'equal' && isWrongOf(call.equals, type)
  if (call.answer === 'equal' && !equals) report('call.equals', 'value-invalid')
  else if (isEqualWrong) report('call.equals', 'address-checksum')
  if (!args || type === undefined || (call.answer === 'equal' && !equals) || isArgWrong || isEqualWrong)
    return null
  const { answer, isRefusalNo } = call
  return { method: formatMethod(method), args, word, answer, equals, tokenIds, isRefusalNo }
}

const NAMED: readonly CallArgument[] = ['wallet', 'id', 'index']

/** Parse the arguments, separated by commas. Nothing means the wallet, if that is the only argument. */
function parseArgs({ text, method: { inputs } }: { text: string; method: Method }): CallArgument[] | null {
  if (text.trim() === '') return inputs.length === 1 && inputs[0] === 'address' ? ['wallet'] : null
  const parts = text.split(',').map(toTrimmed)
  const args = parts.map(
    (part, i) =>
      NAMED.find((one) => one === part.toLowerCase()) ?? parseWord({ text: part, type: inputs[i] ?? '' }),
  )
  const known = args.filter((one) => one !== null)
  return known.length === args.length && known.length === inputs.length ? known : null
}

const AMOUNTS: readonly CallAnswer[] = ['amount', 'largest']

function draftDecimals({
  call,
  question,
  report,
}: {
  call: CallForm
  question: CallQuestion
  report: Report
}): number | null {
  const text = call.decimals.trim()
  if (text === '' || !AMOUNTS.includes(question.answer)) return 0
  if (/^[0-9]{1,2}$/.test(text) && Number(text) <= MAX_DECIMALS) return Number(text)
  report('call.decimals', 'decimals-invalid')
  return null
}
