import { parseChainSlug } from '../../chain/parseChainSlug.ts'
import type { ChainSlug } from '../../chain/types.ts'
import type { KindCard } from '../card.ts'
import type { Findings } from '../findings.ts'
import type { Holder } from '../holders.ts'
import type { Balance, ListRead } from '../reads.ts'
import type { EvaluateParameters, KindEntry } from './entry.ts'
import { conditionFacts } from './facts.ts'
import { invalidRequirement, isShortText, readObject, readText } from './fields.ts'

type ListCondition<Kind extends 'allowlist' | 'denylist'> = {
  readonly kind: Kind
  /** Null: any key, on any chain. An allow list counts a contract wallet only if this is the chain it signed on. */
  readonly chain: ChainSlug | null
  readonly listId: string
  /** The list's name when the gate was saved, for staff. */
  readonly listName: string
}
/** One of the wallets is on the list. */
export type AllowlistCondition = ListCondition<'allowlist'>
/** None of the wallets is on the list. */
export type DenylistCondition = ListCondition<'denylist'>

export const allowlist: KindEntry<AllowlistCondition> = /* @__PURE__ */ createEntry(
  'allowlist',
  evaluateAllowlist,
)
export const denylist: KindEntry<DenylistCondition> = /* @__PURE__ */ createEntry(
  'denylist',
  evaluateDenylist,
)

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function createEntry<Kind extends 'allowlist' | 'denylist'>(
  kind: Kind,
  evaluate: KindEntry<ListCondition<Kind>>['evaluate'],
): KindEntry<ListCondition<Kind>> {
  return {
    ...conditionFacts[kind],
    parse: (value) => {
      const { chain, listId, listName } = readObject(value, ['kind', 'chain', 'listId', 'listName'])
      if (!UUID.test(readText(listId))) throw invalidRequirement('a condition names no list')
      if (!isShortText(listName)) throw invalidRequirement('the name of a list must be a short text')
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
    decimalsOf: () => 0,
    contractOf: null,
  }
}

function evaluateAllowlist(parameters: EvaluateParameters<AllowlistCondition>): Findings {
  return evaluateList({
    ...parameters,
    isStrict: !parameters.isNegated,
    isMet: (listed) => listed > 0,
    because: 'not-listed',
  })
}

/** An address on a deny list counts on every chain, also as a vault or contract wallet. Under a `not` it is strict. */
function evaluateDenylist(parameters: EvaluateParameters<DenylistCondition>): Findings {
  return evaluateList({
    ...parameters,
    isStrict: parameters.isNegated,
    isMet: (listed) => listed === 0,
    because: 'listed',
  })
}

function evaluateList({
  condition,
  holders,
  find,
  isStrict,
  isMet,
  because,
}: EvaluateParameters<AllowlistCondition | DenylistCondition> & {
  /** Whether to count only holders that an entry surely means: no vault, and no contract wallet of another chain. */
  readonly isStrict: boolean
  readonly isMet: (listed: number) => boolean
  readonly because: 'listed' | 'not-listed'
}): Findings {
  const answers = holders.map((holder) => find(readOf(condition, holder)) ?? UNREAD)
  const unread = answers.find((answer) => answer.kind === 'unread')
  const counts = (holder: Holder) =>
    !isStrict || (holder.kind === 'wallet' && (holder.onlyOn === null || holder.onlyOn === condition.chain))
  const isListed = holders.map((holder, i) => {
    const answer = answers[i]
    return counts(holder) && answer?.kind === 'read' && answer.amount > 0n
  })
  const listed = isListed.filter(Boolean).length
  const facts = {
    found: BigInt(listed),
    holders: holders.map((holder, i) => ({
      address: holder.address,
      via: holder.kind === 'vault' ? (holder.speakers[0]?.address ?? null) : null,
      amount: isListed[i] ? 1n : 0n,
      tokenIds: [],
    })),
    block: null,
    source: null,
    readAt: null,
    code: null,
    chain: null,
  }
  // A failed read does not matter if one more listed holder would not change the verdict.
  const isDecided = isMet(listed) === isMet(listed + 1)
  if (unread?.kind === 'unread' && !isDecided)
    return {
      ...facts,
      found: null,
      verdict: 'unchecked',
      because: null,
      code: unread.code,
      chain: unread.chain,
    }
  return isMet(listed) ? { ...facts, verdict: 'met', because: null } : { ...facts, verdict: 'unmet', because }
}

const UNREAD: Balance = { kind: 'unread', code: 'ERR_LIST_NOT_FOUND', chain: null }

function readOf({ listId }: { listId: string }, { address }: Holder): ListRead {
  return { kind: 'list', listId, address }
}

function describeList<Kind extends string>(kind: Kind): KindCard<Kind> {
  return { kind, chain: '', chain_name: '', chain_id: 0, contract: '', name: '', symbol: '', minimum: '1' }
}
