import { type ContractDescription, MAX_DECIMALS } from '../chain/describe.ts'
import { findChain } from '../chain/findChain.ts'
import { hasChecksum } from '../chain/hasChecksum.ts'
import { parseContractAddress } from '../chain/parseContractAddress.ts'
import type { Chain, ChainSlug, ContractAddress } from '../chain/types.ts'
import { parseUnits } from '../requirement/amounts.ts'
import { countIds } from '../requirement/countIds.ts'
import type { ConditionField } from '../requirement/kinds/entry.ts'
import { formatTokenIds, MAX_TOKEN_IDS } from '../requirement/kinds/fields.ts'
import { conditionKinds } from '../requirement/kinds/table.ts'
import type { TokenRange } from '../requirement/tokenRange.ts'
import type { Condition } from '../requirement/types.ts'
import type { TraitTable } from '../trait/types.ts'
import { type CallField, draftCall, type HashName } from './draftCall.ts'
import { draftTraits } from './draftTraits.ts'
import type { ConditionForm } from './form.ts'
import type { FieldIssue } from './issues.ts'
import { parseDecimalText } from './parseDecimalText.ts'
import { parseOrNull } from './parseOrNull.ts'

/** The answer for one condition's contract; null when the chain did not answer. */
export type DescribeAnswer = ContractDescription | null
type Report = (field: keyof ConditionForm | CallField, issue: FieldIssue) => void
type Parameters = {
  readonly form: ConditionForm
  readonly description: DescribeAnswer | undefined
  readonly lists: ReadonlyMap<string, string>
  readonly isChecksummed: (address: string) => boolean
  readonly isReadable: (chain: ChainSlug) => boolean
  readonly hashName: HashName
  readonly traitTable: TraitTable | undefined
  readonly report: Report
}

/** Turn one condition of a form into a condition, or null after reporting what is wrong with its fields. */
export function draftCondition(parameters: Parameters): Condition | null {
  const { form, report, isReadable } = parameters
  const { family, fields } = conditionKinds[form.kind]
  const uses = (field: ConditionField) => (fields as readonly ConditionField[]).includes(field)
  if (uses('list')) return draftList(parameters)
  const chain = findChain(form.chain)
  if (!chain) report('chain', 'chain-unknown')
  else if (chain.family !== family) report('chain', 'chain-other-family')
  else if (!isReadable(chain.slug)) report('chain', 'chain-not-configured')
  if (!chain || chain.family !== family || !isReadable(chain.slug)) return null
  if (uses('traits')) return draftTraitCondition({ ...parameters, chain })
  const tokenIds = uses('tokenIds') ? parseTokenIdText(form.tokenIds) : []
  const token = uses('call')
    ? draftQuestion({ ...parameters, chain, tokenIds: tokenIds ?? [] })
    : uses('contract')
      ? draftContract({ ...parameters, chain })
      : toCoin({ chain, kind: form.kind })
  // Report an amount that is wrong for every token together with a wrong address.
  const amounts = draftAmounts({ form, decimals: token?.decimals ?? MAX_DECIMALS, report })
  if (!tokenIds) report('tokenIds', 'token-ids-invalid')
  if (!token || !amounts || !tokenIds) return null
  const json = {
    kind: form.kind,
    chain: chain.slug,
    ...token.json,
    ...amounts,
    ...(tokenIds.length > 0 && !uses('call') ? { tokenIds: formatTokenIds(tokenIds) } : {}),
    // Without ids the form does not show it.
    ...(uses('perId') && form.perId && tokenIds.length > 0 ? { perId: true } : {}),
  }
  const condition = parseOrNull(() => conditionKinds[form.kind].parse(json))
  if (!condition) report('tokenIds', 'token-ids-invalid')
  return condition
}

function draftList({ form, lists, report }: Parameters): Condition | null {
  const listName = lists.get(form.listId)
  if (listName === undefined) report('listId', form.listId === '' ? 'required' : 'list-unknown')
  const isChain = form.chain === '' || findChain(form.chain) !== null
  if (!isChain) report('chain', 'chain-unknown')
  if (listName === undefined || !isChain) return null
  const { kind, listId, chain } = form
  return conditionKinds[kind].parse({ kind, listId, listName, ...(chain === '' ? {} : { chain }) })
}

/** Parse the chain and contract of a condition, or null after reporting what is wrong with them. */
export function parseTarget({
  form,
  isChecksummed,
  report,
}: Pick<Parameters, 'form' | 'isChecksummed' | 'report'>): {
  chain: Chain
  contract: ContractAddress
} | null {
  const chain = findChain(form.chain)
  if (!chain) {
    report('chain', 'chain-unknown')
    return null
  }
  const text = form.contract.trim()
  const contract =
    text === '' ? null : parseOrNull(() => parseContractAddress({ family: chain.family, text }))
  if (!contract) report('contract', text === '' ? 'required' : 'address-invalid')
  else if (chain.family === 'evm' && hasChecksum(text) && !isChecksummed(text))
    report('contract', 'address-checksum')
  else return { chain, contract }
  return null
}

type Token = { readonly json: Readonly<Record<string, unknown>>; readonly decimals: number }

/** The chain's own coin. A stake is of the one chain that has it, and stores no decimals. */
function toCoin({
  chain: { coinDecimals: decimals },
  kind,
}: {
  chain: Chain
  kind: Condition['kind']
}): Token {
  return { json: kind === 'native' ? { decimals } : {}, decimals }
}

function draftContract({ form, description, report, ...rest }: Parameters & { chain: Chain }): Token | null {
  const target = parseTarget({ form, report, ...rest })
  if (!target) return null
  const { contract } = target
  if (!conditionKinds[form.kind].contractOf) {
    return { json: { contract, label: { name: '', symbol: '' } }, decimals: 0 }
  }
  if (!description) report('contract', 'chain-unreachable')
  else if (description.kind === 'unknown') report('contract', description.reason)
  else if (description.kind !== form.kind) report('kind', 'other-kind')
  if (!description || description.kind !== form.kind) return null
  const label = { name: description.name, symbol: description.symbol }
  if (!('decimals' in description)) return { json: { contract, label }, decimals: 0 }
  const { decimals } = description
  return { json: { contract, label, decimals }, decimals }
}

function draftTraitCondition(parameters: Parameters & { chain: Chain }): Condition | null {
  const { form, traitTable: table, chain, report } = parameters
  const target = parseTarget(parameters)
  const traits = target && draftTraits({ ...parameters, table })
  const amounts = draftAmounts({ form, decimals: 0, report })
  if (!target || !traits || !amounts) return null
  const json = { kind: form.kind, chain: chain.slug, contract: target.contract, ...traits.json, ...amounts }
  const condition = parseOrNull(() => conditionKinds[form.kind].parse(json))
  if (!condition) report('traits', 'traits-unknown')
  return condition
}

/** The contract of a question is whatever answers it, which only a call tells. */
function draftQuestion(
  parameters: Parameters & { chain: Chain; tokenIds: readonly TokenRange[] },
): Token | null {
  const target = parseTarget(parameters)
  const call = draftCall(parameters)
  return target && call && { ...call, json: { ...call.json, contract: target.contract } }
}

function draftAmounts({
  form,
  decimals,
  report,
}: {
  form: ConditionForm
  decimals: number
  report: Report
}): { minimum: string; maximum?: string } | null {
  const minimum = readAmount({ field: 'minimum', form, decimals, report })
  const maximum =
    form.maximum.trim() === '' ? undefined : readAmount({ field: 'maximum', form, decimals, report })
  if (minimum === null || maximum === null) return null
  if (minimum === 0n) {
    report('minimum', 'at-least-zero')
    return null
  }
  if (maximum !== undefined && maximum < minimum) {
    report('maximum', 'maximum-below-minimum')
    return null
  }
  return { minimum: String(minimum), ...(maximum === undefined ? {} : { maximum: String(maximum) }) }
}

/** Read an amount, 1 for an empty text. Null after reporting what is wrong. */
function readAmount({
  field,
  form,
  decimals,
  report,
}: {
  field: 'minimum' | 'maximum'
  form: ConditionForm
  decimals: number
  report: Report
}): bigint | null {
  if (form[field].trim() === '') return 1n
  const text = parseDecimalText(form[field])
  if (text === null) {
    report(field, 'comma-unclear')
    return null
  }
  const amount = parseOrNull(() => parseUnits({ text, decimals }))
  if (amount !== null && amount < 1n << 256n) return amount
  report(field, 'not-an-amount')
  return null
}

const ID = /^(?:0x[0-9a-f]{1,64}|[0-9]{1,78})$/i

/** Parse ids and ranges of ids, decimal or 0x. Overlaps are merged. Null for a malformed part or too many ids. */
export function parseTokenIdText(text: string): TokenRange[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const ranges = parts.map((part) => {
    const [first = '', last = first, ...rest] = part.split('-')
    if (rest.length > 0 || !ID.test(first) || !ID.test(last)) return null
    return { first: BigInt(first), last: BigInt(last) }
  })
  const known = ranges.filter(
    (range) => range !== null && range.first <= range.last && range.last < 1n << 256n,
  )
  if (known.length !== ranges.length) return null
  const merged = mergeRanges(known.filter((range) => range !== null))
  return countIds(merged) > BigInt(MAX_TOKEN_IDS) ? null : merged
}

function mergeRanges(ranges: readonly TokenRange[]): TokenRange[] {
  const merged: TokenRange[] = []
  for (const range of [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const before = merged.at(-1)
    // Adjacent ranges stay separate, so that people see the ids as they wrote them.
    if (!before || range.first > before.last) merged.push(range)
    else if (range.last > before.last) merged[merged.length - 1] = { ...before, last: range.last }
  }
  return merged
}
