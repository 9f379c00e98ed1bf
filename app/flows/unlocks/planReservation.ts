import { isEvmAddress } from '../../core/chain/familyOf.ts'
import type { ChainSlug, EvmAddress, WalletAddress } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { SingleToken } from '../../core/gate/answer.ts'
import type { Contribution, SingleTokenReport } from '../../core/gate/singleTokens.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { ReservationWant } from '../../core/redemption/types.ts'
import { isNumbered } from '../../core/requirement/kinds/table.ts'
import { chooseReadAt } from '../../core/requirement/planReads.ts'
import type { Requirement } from '../../core/requirement/types.ts'
import { hasId } from '../../core/trait/idSet.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'

/** Each look-up is a request of its own. */
const MOST_LOOKUPS = 8

/** The use of a limited gate that a visit asks for, and what is known of its tokens. */
export type PlannedReservation = { readonly told: Told; readonly want: ReservationWant }

type PlanReservationParameters = {
  readonly visit: Visit
  readonly gate: Gate
  /** What opened the gate. */
  readonly contribution: Contribution
  /** Unix seconds; null to change a running reservation only. */
  readonly endsAt: number | null
}

/** Plan the use of a gate that a visit opened: whose it is, and which tokens may be used. */
export async function planReservation(
  ctx: Needs<'readTokenIds'>,
  { visit, gate, contribution, endsAt }: PlanReservationParameters,
): Promise<PlannedReservation> {
  const { number, revision, limits, requirement } = gate
  // A token that is passed on while a cart has its place must not open a second place.
  const countsTokens = limits.perToken !== null || limits.total !== null
  const told = countsTokens ? await listTokens(ctx, { requirement, contribution }) : NO_TOKENS
  const wallets = listWallets({ visit, contribution })
  const tokens = [...told.tokens.keys()]
  const { isWhole } = told
  return { told, want: { gate: number, revision, endsAt, limits, wallets, tokens, isWhole } }
}

/** The wallets that a use is counted for: those whose holdings count, or all of the visit if nothing must be held. */
function listWallets({ visit, contribution }: { visit: Visit; contribution: Contribution }): WalletAddress[] {
  if (contribution.wallets.length > 0) return [...contribution.wallets]
  return [...new Set(visit.wallets.map(({ address }) => address))].sort()
}

/** The single tokens that open a gate, by their key in the ledger: `<chain>:<contract>:<id>`, `solana:<mint>`. */
export type Told = {
  readonly tokens: ReadonlyMap<string, SingleToken>
  /** Whether the list is complete. */
  readonly isWhole: boolean
  /** The chain whose tokens are not all known; of the first report if all are known; null without reports. */
  readonly chain: ChainSlug | null
}
const NO_TOKENS: Told = { tokens: new Map(), isWhole: true, chain: null }

type ListTokensParameters = { readonly requirement: Requirement; readonly contribution: Contribution }

/** List the tokens that can be used. If a past moment counts too, only tokens that were held then are listed. */
async function listTokens(
  ctx: Needs<'readTokenIds'>,
  { requirement, contribution: { reports, reportsThen } }: ListTokensParameters,
): Promise<Told> {
  const now = await listHeld(ctx, { requirement, reports, isThen: false })
  if (!reportsThen) return now
  const then = await listHeld(ctx, { requirement, reports: reportsThen, isThen: true })
  const tokens = new Map([...now.tokens].filter(([name]) => then.tokens.has(name)))
  return { tokens, isWhole: now.isWhole && then.isWhole, chain: (now.isWhole ? then : now).chain }
}

type ListHeldParameters = {
  readonly requirement: Requirement
  readonly reports: readonly SingleTokenReport[]
  readonly isThen: boolean
}

/** The tokens of some reports, as held at the judged moment. */
async function listHeld(
  ctx: Needs<'readTokenIds'>,
  { requirement, reports, isThen }: ListHeldParameters,
): Promise<Told> {
  const tokens = new Map<string, SingleToken>()
  let unknown: ChainSlug | null = null
  let left = MOST_LOOKUPS
  for (const { condition, holders, block: judgedAt } of reports) {
    const { name } = condition.label
    const isPast = chooseReadAt({ requirement, condition, isThen }) !== undefined
    const block = isPast ? (judgedAt ?? undefined) : undefined
    for (const { address, amount, tokenIds, isPart } of holders) {
      // What was not read of a wallet may be a token with a use left.
      if (isPart) unknown ??= condition.chain
      if (amount === 0n) continue
      if (!isNumbered(condition)) {
        for (const mint of tokenIds) tokens.set(`${condition.chain}:${mint}`, { name, id: mint })
        if (BigInt(tokenIds.length) < amount) unknown ??= condition.chain
        continue
      }
      const { chain, contract } = condition
      const counts = (id: string) =>
        condition.kind === 'trait'
          ? hasId(condition.set, BigInt(id))
          : condition.tokenIds.length === 0 ||
            condition.tokenIds.some(({ first, last }) => first <= BigInt(id) && BigInt(id) <= last)
      const isWhole = BigInt(tokenIds.length) >= amount
      const canAsk = !isWhole && left > 0 && isEvmAddress(address)
      if (canAsk) left -= 1
      const listed = canAsk
        ? await ctx.readTokenIds({ chain, contract, owner: address as EvmAddress, block }).catch(nullIfKnown)
        : null
      const told = (listed?.tokenIds ?? tokenIds).filter(counts)
      for (const id of told) tokens.set(`${chain}:${contract}:${id}`, { name, id })
      if (BigInt(told.length) < amount) unknown ??= chain
    }
  }
  return { tokens, isWhole: unknown === null, chain: unknown ?? reports[0]?.condition.chain ?? null }
}
