import { isEvmAddress } from '../../core/chain/familyOf.ts'
import type { ChainSlug, EvmAddress, WalletAddress } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { SingleToken, UsedUp } from '../../core/gate/answer.ts'
import { isLimited } from '../../core/gate/isLimited.ts'
import type { Contribution, SingleTokenReport } from '../../core/gate/singleTokens.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { PlaceTaken, RefusedWant, ReservationWant } from '../../core/redemption/types.ts'
import { evaluateReport } from '../../core/requirement/evaluateReport.ts'
import { isNumbered } from '../../core/requirement/kinds/table.ts'
import { chooseReadAt } from '../../core/requirement/planReads.ts'
import type { ConditionReport, Requirement, Verdict } from '../../core/requirement/types.ts'
import { hasId } from '../../core/trait/idSet.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import type { JudgedGate } from './evaluateGates.ts'

/** Each look-up is a request of its own. */
const MOST_LOOKUPS = 8

/**
 * Why a gate could not be reserved: it is used up, not all tokens are known, or it counts uses per token and was met
 * without one.
 */
export type Unreserved =
  | { readonly kind: 'closed'; readonly because: 'used-up'; readonly usedUp: UsedUp }
  | Exclude<Verdict, { kind: 'met' }>

/**
 * Reserve a use of each limited gate for a visit; returns the gates that were not reserved. The server chooses the
 * token that is used, or that takes an open place, never the shopper: the first held token with a use left.
 *
 * Costs a statement, and one more for all gates that are used up.
 */
export async function reserveGates(
  ctx: Needs<'now' | 'reservations' | 'readTokenIds'>,
  { visit, judged, endsAt }: { visit: Visit; judged: readonly JudgedGate[]; endsAt: number },
): Promise<Map<Gate, Unreserved>> {
  const limited = judged.filter(({ gate }) => isLimited(gate.limits))
  if (limited.length === 0) return new Map()
  const asked = await Promise.all(
    limited.map(async ({ gate, contribution }) => {
      const { number, revision, limits, requirement } = gate
      // A token that is passed on while a cart has its place must not open a second place.
      const countsTokens = limits.perToken !== null || limits.total !== null
      const told = countsTokens ? await listTokens(ctx, { requirement, contribution }) : NO_TOKENS
      const wallets = listWallets({ visit, contribution })
      const tokens = [...told.tokens.keys()]
      const want: ReservationWant = { gate: number, revision, endsAt, limits, wallets, tokens }
      return { gate, contribution, told, want }
    }),
  )
  const { shopId, id: visitId } = visit
  const wants = asked.map(({ want }) => want)
  const answers = await ctx.reservations.reserve({ shopId, visitId, at: ctx.now(), wants })
  const unreserved = new Map<Gate, Unreserved>()
  const refused: RefusedGate[] = []
  for (const one of asked) {
    const { gate, contribution, told } = one
    const answer = answers.find((each) => each.gate === gate.number)
    if (answer?.kind === 'place-taken') unreserved.set(gate, describeHeldSlot({ answer, told }))
    if (answer?.kind !== 'used-up') continue
    const { limit } = answer
    const isOfToken = limit === 'token'
    // An older gate may count uses per token and still be met without one: the shopper lacks a token to use.
    if (isOfToken && contribution.reports.length === 0)
      unreserved.set(gate, evaluateUnmet(contribution.unheld))
    else if (isOfToken && told.isWhole && told.tokens.size === 0)
      unreserved.set(gate, describeNewToken(contribution))
    else if (!isOfToken || told.isWhole) refused.push({ ...one, limit })
    else unreserved.set(gate, describeUnknown(told))
  }
  for (const [gate, usedUp] of await describeRefused(ctx, { visit, refused })) {
    unreserved.set(gate, { kind: 'closed', because: 'used-up', usedUp })
  }
  return unreserved
}

/** Another cart has the open place of one of these wallets, or of each of their tokens. */
function describeHeldSlot({ answer, told }: { answer: PlaceTaken; told: Told }): Unreserved {
  const { by, heldUntil } = answer
  if (by === 'token' && !told.isWhole) return describeUnknown(told)
  const [limit, token] =
    by === 'token' ? (['token', findOnlyToken(told)] as const) : (['place', null] as const)
  return { kind: 'closed', because: 'used-up', usedUp: { limit, token, at: null, heldUntil } }
}

/** Not all tokens are known: an unknown one may be free. */
function describeUnknown({ chain }: Told): Unreserved {
  return { kind: 'unchecked', code: 'ERR_TOKEN_READ', chain }
}

/** The only token; null if there are none or several. */
function findOnlyToken({ tokens }: Told): SingleToken | null {
  const [only = null, ...others] = tokens.values()
  return others.length === 0 ? only : null
}

/** No token held now was also held at the past moment, so no use can be counted. */
function describeNewToken({ reports }: Contribution): Unreserved {
  const isNew = { verdict: 'unmet', because: 'not-held-then', found: 0n } as const
  return evaluateUnmet(reports.map((one) => ({ ...one, ...isNew })))
}

function evaluateUnmet(of: readonly ConditionReport[]): Unreserved {
  const verdict = of.some((one) => one.verdict === 'unchecked') ? 'unchecked' : 'unmet'
  const decided = evaluateReport({ now: { kind: 'any', verdict, count: 1, of }, before: null })
  return decided.kind === 'met' ? { kind: 'unmet', unmet: [], missing: { count: 1, of: [] } } : decided
}

type RefusedGate = RefusedWant & { readonly gate: Gate; readonly told: Told }

async function describeRefused(
  ctx: Needs<'now' | 'reservations'>,
  { visit, refused }: { visit: Visit; refused: readonly RefusedGate[] },
): Promise<Map<Gate, UsedUp>> {
  if (refused.length === 0) return new Map()
  const { shopId, id: visitId } = visit
  const uses = await ctx.reservations.findStandingUses({ shopId, visitId, at: ctx.now(), refused })
  return new Map(
    refused.map(({ gate, told, limit }) => {
      const { usedAt = null, heldUntil = null } = uses.find((one) => one.gate === gate.number) ?? {}
      return [gate, { limit, token: limit === 'token' ? findOnlyToken(told) : null, at: usedAt, heldUntil }]
    }),
  )
}

/** The wallets that a use is counted for: those whose holdings count, or all of the visit if nothing must be held. */
function listWallets({ visit, contribution }: { visit: Visit; contribution: Contribution }): WalletAddress[] {
  if (contribution.wallets.length > 0) return [...contribution.wallets]
  return [...new Set(visit.wallets.map(({ address }) => address))].sort()
}

/** The single tokens that open a gate, by their key in the ledger: `<chain>:<contract>:<id>`, `solana:<mint>`. */
type Told = {
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
    for (const { address, amount, tokenIds } of holders) {
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
