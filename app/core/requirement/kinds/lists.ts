import { parseChainSlug } from '../../chain/parseChainSlug.ts'
import type { ChainSlug } from '../../chain/types.ts'
import type { ConditionCard } from '../card.ts'
import type { Holder } from '../holders.ts'
import type { ListRead } from '../types.ts'
import type { EvaluateParameters, Findings, KindEntry } from './entry.ts'
import { isShortText, readObject, readText, refuseRequirement } from './fields.ts'

type ListCondition<Kind extends 'allowlist' | 'denylist'> = {
  readonly kind: Kind
  /** Null: whoever has a key, on any chain. A contract wallet is on an allow list only where its chain is named. */
  readonly chain: ChainSlug | null
  readonly listId: string
  /** What the merchant called the list when the gate was saved: for staff. */
  readonly listName: string
}
/** One of the wallets is on the list. */
export type AllowlistCondition = ListCondition<'allowlist'>
/** None of the wallets is on the list. */
export type DenylistCondition = ListCondition<'denylist'>

export const allowlist: KindEntry<AllowlistCondition> = makeEntry('allowlist', evaluateAllowlist)
export const denylist: KindEntry<DenylistCondition> = makeEntry('denylist', evaluateDenylist)

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function makeEntry<Kind extends 'allowlist' | 'denylist'>(
  kind: Kind,
  evaluate: KindEntry<ListCondition<Kind>>['evaluate'],
): KindEntry<ListCondition<Kind>> {
  return {
    family: 'any',
    fields: ['list'],
    parse: (value) => {
      const { chain, listId, listName } = readObject(value, ['kind', 'chain', 'listId', 'listName'])
      if (!UUID.test(readText(listId))) throw refuseRequirement('a condition names no list')
      if (!isShortText(listName)) throw refuseRequirement('the name of a list is not a short text')
      return {
        kind,
        chain: chain === undefined ? null : parseChainSlug(readText(chain)),
        listId: readText(listId),
        listName,
      }
    },
    format: ({ chain, listId, listName }) => ({
      kind,
      ...(chain === null ? {} : { chain }),
      listId,
      listName,
    }),
    plan: ({ condition, holder }) => [readOf(condition, holder)],
    evaluate,
    describe: () => describeList(kind),
  }
}

function evaluateAllowlist(parameters: EvaluateParameters<AllowlistCondition>): Findings {
  const { condition, holders } = parameters
  const { chain } = condition
  const listed = find(
    parameters,
    ({ kind, onlyOn }) => kind === 'wallet' && (onlyOn === null || onlyOn === chain),
  )
  return { ...factsOf(holders, listed), ...judge(listed.length > 0, 'not-listed') }
}

/** A name on a deny list means its address everywhere, whoever holds it there. */
function evaluateDenylist(parameters: EvaluateParameters<DenylistCondition>): Findings {
  const listed = find(parameters, () => true)
  return { ...factsOf(parameters.holders, listed), ...judge(listed.length === 0, 'listed') }
}

function judge(isMet: boolean, because: 'listed' | 'not-listed'): Pick<Findings, 'verdict' | 'because'> {
  return isMet ? { verdict: 'met', because: null } : { verdict: 'unmet', because }
}

/** Lists stand in our own database: what it did not answer is a fault of ours, and never comes this far. */
function find(
  { condition, holders, find: findBalance }: EvaluateParameters<AllowlistCondition | DenylistCondition>,
  counts: (holder: Holder) => boolean,
): Holder[] {
  return holders.filter((holder) => {
    const balance = findBalance(readOf(condition, holder))
    if (balance?.kind !== 'read') throw new Error('A list was not looked up.')
    return counts(holder) && balance.amount > 0n
  })
}

function factsOf(
  holders: readonly Holder[],
  listed: readonly Holder[],
): Omit<Findings, 'verdict' | 'because'> {
  return {
    found: BigInt(listed.length),
    holders: holders.map((holder) => ({
      address: holder.address,
      via: holder.kind === 'vault' ? holder.delegate : null,
      amount: listed.includes(holder) ? 1n : 0n,
      tokenIds: [],
    })),
    block: null,
    source: null,
    readAt: null,
    code: null,
    chain: null,
  }
}

function readOf({ listId }: { listId: string }, { address }: Holder): ListRead {
  return { kind: 'list', listId, address }
}

function describeList(kind: 'allowlist' | 'denylist'): ConditionCard {
  return { kind, chain: '', chain_name: '', chain_id: 0, contract: '', name: '', symbol: '', minimum: '1' }
}
