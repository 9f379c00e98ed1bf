import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { GateAnswer } from '../../core/gate/answer.ts'
import { findClosedReason } from '../../core/gate/findClosedReason.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Known } from '../../core/known.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { Needs } from '../context.ts'
import { evaluateGates, type JudgedGate } from '../unlocks/evaluateGates.ts'
import { findGates } from '../unlocks/findGates.ts'
import { findVaults } from '../unlocks/findVaults.ts'
import { type LoginWithWalletNeeds, loginWithWallet } from '../unlocks/loginWithWallet.ts'
import { runUnchanged } from '../unlocks/runUnchanged.ts'

export type CheckGatesForAgentParameters = {
  readonly myshopifyDomain: string
  readonly clientAddress: ClientAddress | null
  readonly gates: readonly number[]
  /** The wallet's signature over a challenge; null for what everybody may know. */
  readonly signed: {
    readonly nonce: string
    readonly walletAddress: string
    readonly chain: string | undefined
    readonly signature: string
    readonly signedMessage: string | null
    readonly vaults: readonly string[]
  } | null
}

/**
 * What is known of a gate: `met` for a wallet that meets the requirement, though a limit may still refuse it, and
 * `unproven` if no wallet has signed.
 */
export type CheckedGate =
  | { readonly id: number; readonly kind: 'met' | 'unproven' }
  | Exclude<GateAnswer, { kind: 'open' }>

export type CheckGatesForAgentResult = {
  readonly shop: Shop
  readonly gates: readonly Gate[]
  readonly answers: readonly CheckedGate[]
  /** The gates whose total is used up. */
  readonly usedUp: readonly number[]
  readonly now: number
}

type CheckGatesForAgentNeeds = LoginWithWalletNeeds &
  Needs<'shops' | 'gates' | 'readBalances' | 'lists' | 'listDelegations'>

/**
 * Say why gates are open or closed, and open none: no visit begins, no use is taken and nothing is signed. With a
 * signature it reads the chains for that wallet and counts as an unlock does, and the challenge is used up.
 *
 * Costs a statement for the totals that are used up. Without a signature the gates cost another one; with one it costs what
 * loginWithWallet does, and one request to each chain of the gates.
 * @throws {LoginError}, {AccessError}, {UpstreamError} as loginWithWallet
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND. @throws {InputError} ERR_ADDRESS_INVALID
 */
export async function checkGatesForAgent(
  ctx: CheckGatesForAgentNeeds,
  parameters: CheckGatesForAgentParameters,
): Promise<CheckGatesForAgentResult> {
  const { myshopifyDomain, signed, gates: numbers } = parameters
  const shop = await ctx.shops.loadKnown(myshopifyDomain)
  const usedUp = await ctx.gates.listUsedUp({ shopId: shop.id })
  const now = ctx.now()
  if (!signed) {
    const gates = await findGates(ctx, { shopId: shop.id, numbers, isFresh: true })
    const answers = gates.map((gate) => answerUnsigned({ gate, usedUp, now }))
    return { shop, gates, answers, usedUp, now }
  }
  const walletAddress = parseAnyAddress(signed.walletAddress)
  const addresses = signed.vaults.map(parseEvmAddress)
  const { gates, wallet } = await runUnchanged(async () => {
    const known = await ctx.shops.loadKnown(myshopifyDomain)
    const loadGates = (): Promise<Known<Gate>[]> =>
      findGates(ctx, { shopId: known.id, numbers, isFresh: false })
    return loginWithWallet(ctx, {
      ...{ ...signed, shop: known, walletAddress, clientAddress: parameters.clientAddress, loadGates },
      // A challenge of an agent names no key of a browser.
      verifyKey: async () => null,
      planVisit: () => null,
    })
  })
  const wallets = [wallet]
  const vaults = await findVaults(ctx, { addresses, wallets, gates })
  const visit = { shopId: shop.id, wallets, vaults, signedAt: now }
  const reasons = new Map(gates.map((gate) => [gate, findClosedReason({ gate, visit, now })]))
  const running = gates.filter((gate) => reasons.get(gate) === null)
  const judged = await evaluateGates(ctx, { visit, gates: running })
  const answers = gates.map((gate): CheckedGate => {
    const because = reasons.get(gate)
    if (because) return toClosed({ gate, because })
    const one = judged.find((each) => each.gate === gate)
    return one ? answerJudged(one, usedUp) : { id: gate.number, kind: 'unproven' }
  })
  return { shop, gates, answers, usedUp, now }
}

type Closed = Extract<GateAnswer, { kind: 'closed' }>

function toClosed({
  gate,
  because,
  ...more
}: { gate: Gate } & Partial<Closed> & Pick<Closed, 'because'>): Closed {
  const startsAt = because === 'not-started' ? gate.schedule.startsAt : null
  const nothing = { unmet: [], missing: null, idleVaults: [], usedUp: null }
  return { ...nothing, ...more, id: gate.number, kind: 'closed', because, startsAt }
}

const SOLD_OUT = { limit: 'total', token: null, at: null, heldUntil: null } as const

/** A gate that is closed for everybody says so without a signature. */
function answerUnsigned({
  gate,
  usedUp,
  now,
}: {
  readonly gate: Gate
  readonly usedUp: readonly number[]
  readonly now: number
}): CheckedGate {
  const because = findClosedReason({ gate, visit: { wallets: [], signedAt: now }, now })
  if (because) return toClosed({ gate, because })
  if (usedUp.includes(gate.number)) return toClosed({ gate, because: 'used-up', usedUp: SOLD_OUT })
  return { id: gate.number, kind: 'unproven' }
}

function answerJudged({ gate, verdict, idleVaults }: JudgedGate, usedUp: readonly number[]): CheckedGate {
  if (verdict.kind === 'unchecked')
    return { id: gate.number, kind: 'unchecked', code: verdict.code, chain: verdict.chain }
  if (verdict.kind === 'unmet') {
    const { unmet, missing } = verdict
    return toClosed({ gate, because: 'unmet', unmet, missing, idleVaults })
  }
  // Shopify vouches for a customer only through its app proxy.
  if (gate.guard === 'account') return toClosed({ gate, because: 'sign-in' })
  if (usedUp.includes(gate.number)) return toClosed({ gate, because: 'used-up', usedUp: SOLD_OUT })
  return { id: gate.number, kind: 'met' }
}
