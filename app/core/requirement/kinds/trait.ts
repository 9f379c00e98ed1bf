import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import { hasUnsafeCharacter } from '../../text/hasUnsafeCharacter.ts'
import { hasId, type IdSet, listSetIds, parseIdSet } from '../../trait/idSet.ts'
import { MAX_TRAIT_TEXT, MAX_TRAITS } from '../../trait/limits.ts'
import type { TraitPick } from '../../trait/types.ts'
import { describeToken } from '../card.ts'
import type { Holder } from '../holders.ts'
import type { ReadAt, TokenLabel } from '../reads.ts'
import type { TokenRange } from '../tokenRange.ts'
import { evaluateAmounts, findOrUnread } from './amounts.ts'
import type { KindEntry } from './entry.ts'
import { composeTokenQuestions, countTokens, type EvmQuestion, planEvmReads } from './evm.ts'
import { conditionFacts } from './facts.ts'
import { formatToken, invalidRequirement, readEvmToken, readObject } from './fields.ts'

/** NFTs of a collection that have some traits. Their ids are part of the condition, so nothing is looked up. */
export type TraitCondition = {
  readonly kind: 'trait'
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
  /** What the merchant chose: one value of each trait. Only for showing it. */
  readonly picks: readonly TraitPick[]
  /** SHA-256 in hex of the metadata that the ids are from. */
  readonly checksum: string
  /** `formatIdSet` of `set`; distinguishes it from others. */
  readonly ids: string
  readonly set: IdSet
  /** Whether the contract lists the tokens of a wallet. Otherwise the owner of each id is asked. */
  readonly isListed: boolean
  /** The ids whose owners are asked; empty if the contract lists a wallet's tokens. */
  readonly tokenIds: readonly TokenRange[]
}

export const trait: KindEntry<TraitCondition, 'number'> = {
  ...conditionFacts.trait,
  parse: (value) => {
    const fields = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum']
    const object = readObject(value, [...fields, 'picks', 'checksum', 'ids', 'isListed'])
    const { ids, checksum, isListed } = object
    const set = typeof ids === 'string' ? parseIdSet(ids) : null
    if (typeof ids !== 'string' || !set) throw invalidRequirement('the ids of its traits cannot be read')
    if (typeof checksum !== 'string' || !/^[0-9a-f]{64}$/.test(checksum))
      throw invalidRequirement('the checksum of its metadata is missing')
    if (typeof isListed !== 'boolean') throw invalidRequirement('"isListed" must be true or false')
    return {
      kind: 'trait',
      ...readEvmToken(object),
      ...{ picks: readPicks(object.picks), checksum, ids, set, isListed },
      tokenIds: isListed ? [] : toRanges(listSetIds(set)),
    }
  },
  format: (condition) => {
    const { picks, checksum, ids, isListed } = condition
    return { ...formatToken(condition), picks, checksum, ids, isListed }
  },
  plan: ({ condition, holder, at }) =>
    planEvmReads({
      chain: condition.chain,
      holder,
      questions: [composeWholeQuestion(condition, at), ...listTokenQuestions({ condition, holder, at })],
    }),
  evaluate: ({ condition, holders, find, at }) =>
    evaluateAmounts({
      minimum: condition.minimum,
      maximum: condition.maximum,
      holders,
      count: (holder) =>
        countTokens({
          ...{ chain: condition.chain, holder, find: findOrUnread(find) },
          whole: composeWholeQuestion(condition, at),
          single: listTokenQuestions({ condition, holder, at }),
        }),
    }),
  describe: ({ tokenIds: _, ...condition }) => ({
    ...describeToken(condition),
    traits: condition.picks.map(({ trait: name, values }) => `${name}: ${values.join(', ')}`),
  }),
  decimalsOf: () => 0,
  contractOf: null,
}

type Parameters = {
  readonly condition: TraitCondition
  readonly holder: Holder
  readonly at: ReadAt | undefined
}

function composeWholeQuestion(
  { chain, contract, isListed, tokenIds, set, ids }: TraitCondition,
  at: ReadAt | undefined,
): EvmQuestion {
  return {
    ask: (owner) =>
      isListed
        ? { chain, at, kind: 'erc721Set', contract, owner, set, setKey: ids }
        : { chain, at, kind: 'erc721Ids', contract, owner, ids: tokenIds },
    scope: { kind: 'contract', contract },
  }
}

/** The questions about single tokens that have the traits. */
function listTokenQuestions({ condition, ...rest }: Parameters): EvmQuestion[] {
  const { chain, contract, set } = condition
  return composeTokenQuestions({ ...rest, chain, contract, counts: (id) => hasId(set, id) })
}

function toRanges(ids: readonly bigint[]): TokenRange[] {
  const ranges: { first: bigint; last: bigint }[] = []
  for (const id of ids) {
    const before = ranges.at(-1)
    if (before && before.last + 1n === id) before.last = id
    else ranges.push({ first: id, last: id })
  }
  return ranges
}

/** @throws {InputError} ERR_REQUIREMENT_INVALID */
function readPicks(value: unknown): TraitPick[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_TRAITS)
    throw invalidRequirement('it names no trait')
  return value.map((one) => {
    const { trait: name, values } = readObject(one, ['trait', 'values'])
    if (!isTraitText(name) || !Array.isArray(values) || values.length < 1 || !values.every(isTraitText))
      throw invalidRequirement('a trait has no value')
    return { trait: name, values }
  })
}

function isTraitText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TRAIT_TEXT && !hasUnsafeCharacter(value)
}
