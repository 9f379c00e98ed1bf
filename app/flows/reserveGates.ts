import { isEvmAddress } from '../core/chain/familyOf.ts'
import type { EvmAddress, WalletAddress } from '../core/chain/types.ts'
import type { Contribution } from '../core/gate/singleTokens.ts'
import type { Gate } from '../core/gate/types.ts'
import type { Visit } from '../core/visit/types.ts'
import type { Needs } from './context.ts'
import type { JudgedGate } from './judgeGates.ts'
import type { ReservationWant } from '../core/redemption/types.ts'

/** Each look-up is a request of its own. */
const MOST_LOOKUPS = 8

/** Whether a gate may be used only so often. */
export function isLimited({ limits }: Pick<Gate, 'limits'>): boolean {
  return limits.perWallet !== null || limits.perToken !== null || limits.total !== null
}

/**
 * Reserve a use of each limited gate for a visit; answers the gates that have none left. Which token is used up is chosen
 * here, never by the shopper: of those the wallets hold, the first with a use left.
 */
export async function reserveGates(
  ctx: Needs<'now' | 'reservations' | 'readTokenIds'>,
  { visit, judged, endsAt }: { visit: Visit; judged: readonly JudgedGate[]; endsAt: number },
): Promise<Set<Gate>> {
  const limited = judged.filter(({ gate }) => isLimited(gate))
  if (limited.length === 0) return new Set()
  const wants = await Promise.all(
    limited.map(async ({ gate, contribution }): Promise<ReservationWant> => {
      const { number, revision, limits } = gate
      const tokens = limits.perToken === null ? [] : await listTokens(ctx, contribution)
      return { gate: number, revision, endsAt, limits, wallets: listWallets({ visit, contribution }), tokens }
    }),
  )
  const { shopId, id: visitId } = visit
  const answers = await ctx.reservations.reserve({ shopId, visitId, at: ctx.now(), wants })
  const usedUp = new Set(answers.filter(({ kind }) => kind === 'used-up').map(({ gate }) => gate))
  return new Set(limited.map(({ gate }) => gate).filter(({ number }) => usedUp.has(number)))
}

/** Whom a use is charged to: those whose holdings count; where nothing must be held, whoever signed in. */
function listWallets({ visit, contribution }: { visit: Visit; contribution: Contribution }): WalletAddress[] {
  if (contribution.wallets.length > 0) return [...contribution.wallets]
  return [...new Set(visit.wallets.map(({ address }) => address))].sort()
}

/** The single tokens that open a gate, as the ledger names them: `<chain>:<contract>:<id>`, `solana:<mint>`. */
async function listTokens(ctx: Needs<'readTokenIds'>, { reports }: Contribution): Promise<string[]> {
  const keys = new Set<string>()
  let left = MOST_LOOKUPS
  for (const { condition, holders } of reports) {
    for (const { address, amount, tokenIds } of holders) {
      if (amount === 0n) continue
      if (condition.kind !== 'erc721') {
        for (const mint of tokenIds) keys.add(`${condition.chain}:${mint}`)
        continue
      }
      const { chain, contract } = condition
      const counts = (id: string) =>
        condition.tokenIds.length === 0 ||
        condition.tokenIds.some(({ first, last }) => first <= BigInt(id) && BigInt(id) <= last)
      const isWhole = BigInt(tokenIds.length) >= amount
      const canAsk = !isWhole && left > 0 && isEvmAddress(address)
      if (canAsk) left -= 1
      const listed = canAsk
        ? await ctx.readTokenIds({ chain, contract, owner: address as EvmAddress }).catch(() => null)
        : null
      for (const id of listed?.tokenIds ?? tokenIds) {
        if (counts(id)) keys.add(`${chain}:${contract}:${id}`)
      }
    }
  }
  return [...keys]
}
