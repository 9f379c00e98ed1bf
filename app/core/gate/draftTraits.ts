import type { ContractDescription } from '../chain/describe.ts'
import { formatIdSet, type IdSet, mergeCommonIds, mergeIdSets, parseIdSet } from '../trait/idSet.ts'
import type { TraitPick, TraitTable } from '../trait/types.ts'
import type { ConditionForm } from './form.ts'
import type { FieldIssue } from './issues.ts'

type Parameters = {
  readonly form: ConditionForm
  readonly description: ContractDescription | null | undefined
  /** The collection's imported metadata; absent if there is none. */
  readonly table: TraitTable | undefined
  readonly report: (field: keyof ConditionForm, issue: FieldIssue) => void
}

/** Most ids of a collection that does not list the tokens of a wallet: each costs the chain a call. */
export const MAX_ASKED_TRAIT_IDS = 2_000

/** Most letters of the chosen traits and values: shoppers read them. */
const MAX_PICKED_TEXT = 5_000

/** Turn the traits of a form into the fields of a condition, or null after reporting what is wrong with them. */
export function draftTraits(parameters: Parameters): { json: Readonly<Record<string, unknown>> } | null {
  const { form, description, table, report } = parameters
  if (!description) report('contract', 'chain-unreachable')
  else if (description.kind === 'unknown') report('contract', description.reason)
  else if (description.kind !== 'erc721') report('contract', 'traits-of-others')
  if (description?.kind !== 'erc721') return null
  const picks = (form.traits ?? []).filter(({ values }) => values.length > 0)
  const letters = JSON.stringify(picks).length
  const issue = !table
    ? 'traits-not-imported'
    : picks.length === 0
      ? 'required'
      : letters > MAX_PICKED_TEXT
        ? 'too-many'
        : null
  const set = table && !issue ? findSet({ table, picks }) : null
  const isListed = description.listsTokens === true
  if (issue) report('traits', issue)
  else if (typeof set === 'string') report('traits', set)
  else if (set && !isListed && set.count > MAX_ASKED_TRAIT_IDS) report('traits', 'traits-not-listed')
  else if (set && table) {
    const label = { name: description.name, symbol: description.symbol }
    return { json: { label, picks, checksum: table.checksum, ids: formatIdSet(set), isListed } }
  }
  return null
}

/** The tokens that have one of the chosen values of each trait. */
function findSet({ table, picks }: { table: TraitTable; picks: readonly TraitPick[] }): IdSet | FieldIssue {
  const sets: IdSet[] = []
  for (const { trait, values } of picks) {
    const known = table.traits.find((one) => one.trait === trait)
    const found = values.map((value) => known?.values.find((one) => one.value === value))
    const parsed = found.map((one) => (one ? parseIdSet(one.ids) : null)).filter((one) => one !== null)
    if (parsed.length < values.length) return 'traits-unknown'
    const joined = mergeIdSets(parsed)
    if (!joined) return 'traits-unknown'
    sets.push(joined)
  }
  return mergeCommonIds(sets) ?? 'traits-none'
}
