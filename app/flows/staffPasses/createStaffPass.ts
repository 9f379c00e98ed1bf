import type { ChainSlug } from '../../core/chain/types.ts'
import { ConflictError, InputError, UpstreamError } from '../../core/errors/base.ts'
import { isLimited } from '../../core/gate/isLimited.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { ProvenWallet, TypedWallet } from '../../core/login/types.ts'
import { chooseUntil } from '../../core/proof/chooseUntil.ts'
import type { ReservationUnit } from '../../core/redemption/types.ts'
import { PAYING_SECONDS } from '../../core/settlement/margins.ts'
import { composeStaffPassId } from '../../core/staffPass/passVisit.ts'
import type { StaffPass } from '../../core/staffPass/types.ts'
import type { Needs } from '../context.ts'
import { evaluateGates, type JudgedGate } from '../unlocks/evaluateGates.ts'
import { readCheckedWallets } from '../unlocks/readCheckedWallets.ts'
import { reserveGates, type Unreserved } from '../unlocks/reserveGates.ts'
import { composePassToken } from './composePassToken.ts'

export type CreateStaffPassParameters = {
  readonly myshopifyDomain: string
  readonly number: number
  /** `staff:<user id>` */
  readonly actor: string
  /** The wallet of the person whom the pass is for; null to make it on the word of the staff. */
  readonly wallet: TypedWallet | null
  readonly units: number
  readonly hours: number
  readonly note: string
  /** The id that the page gave to the pass. */
  readonly draftId: string
}

/**
 * Make a one-time pass: reserve its use, then store it. A named wallet must meet the requirement now, and is charged
 * like an unlock. Without one, only the limit in total is charged, because no wallet or token is known. A request that
 * is sent again, because its answer was lost, answers the pass that it has made.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 * @throws {InputError} ERR_BODY_INVALID for too many units; ERR_ADDRESS_INVALID for a name without an address
 * @throws {ConflictError} ERR_STAFF_PASS_REFUSED if the gate does not run, the wallet does not pass it, or it has no use left
 * @throws {UpstreamError} ERR_CHAIN_READ if the wallet could not be read
 */
export async function createStaffPass(
  ctx: Needs<
    | 'now'
    | 'shops'
    | 'gates'
    | 'lists'
    | 'readBalances'
    | 'readTokenIds'
    | 'readEnsAddresses'
    | 'reservations'
    | 'staffPasses'
    | 'hashSecret'
    | 'hashPersonal'
  >,
  parameters: CreateStaffPassParameters,
): Promise<Omit<StaffPass, 'use'>> {
  const { number, actor, units, hours, note, draftId } = parameters
  const shop = await ctx.shops.load(parameters.myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  const id = composeStaffPassId(ctx.hashSecret(`${shop.id} ${gate.number} ${draftId}`).slice(0, 32))
  const [made] = await ctx.staffPasses.find({ shopId: shop.id, ids: [id] })
  if (made) return made
  const now = ctx.now()
  if (gate.test.isOn || standingOf({ gate, now }) !== 'active') throw idleGate()
  if (gate.cap > 0 && units > gate.cap) throw tooManyUnits(gate)
  const wallet = await checkWallet(ctx, { gate, typed: parameters.wallet })
  // On the grid of proofs, so that its last proof ends with it.
  const { endsAt } = chooseUntil({ now: now + hours * 3600, ianaTimezone: shop.ianaTimezone, proofLife: 0 })
  await reservePass(ctx, { gate, id, judged: wallet?.judged ?? null, endsAt: endsAt + PAYING_SECONDS })
  const pass = {
    ...{ id, shopId: shop.id, gate: gate.number, wallet: wallet?.proven.address ?? null },
    ...{ units, note, actor, createdAt: now, endsAt },
  }
  await ctx.staffPasses.create({ pass, tokenHash: ctx.hashSecret(composePassToken(ctx, { id })) })
  return pass
}

type CheckedWallet = { readonly proven: ProvenWallet; readonly judged: JudgedGate }

/** Whether the wallet meets the requirement now. That it is the shopper's is the word of the staff. */
async function checkWallet(
  ctx: Needs<'readEnsAddresses' | 'readBalances' | 'lists'>,
  { gate, typed }: { gate: Gate; typed: TypedWallet | null },
): Promise<CheckedWallet | null> {
  if (typed === null) return null
  const { wallets } = await readCheckedWallets(ctx, { typed: [typed] })
  const visit = { shopId: gate.shopId, wallets, vaults: [] }
  const [judged] = await evaluateGates(ctx, { gates: [gate], visit })
  const [proven] = wallets
  if (!proven || !judged) return null
  if (judged.verdict.kind === 'unchecked') throw unreadWallet(judged.verdict.chain)
  if (judged.verdict.kind === 'unmet') throw unmetWallet()
  return { proven, judged }
}

async function reservePass(
  ctx: Needs<'now' | 'reservations' | 'readTokenIds'>,
  { gate, id, judged, endsAt }: { gate: Gate; id: string; judged: JudgedGate | null; endsAt: number },
): Promise<void> {
  const { shopId, number, revision, limits } = gate
  if (judged && isLimited(limits)) {
    const visit = {
      id,
      shopId,
      wallets: [],
      vaults: [],
      seen: null,
      keyThumbprint: null,
      signedAt: 0,
      expiresAt: endsAt,
    }
    const [unreserved] = (await reserveGates(ctx, { visit, judged: [judged], endsAt })).values()
    if (unreserved) throw refusedUse(unreserved)
    return
  }
  const want = {
    ...{ gate: number, revision, endsAt, tokens: [], isWhole: true },
    limits: { perWallet: null, perToken: null, total: limits.total },
    // A place of a total needs somebody who has it: the pass itself.
    wallets: [id],
  }
  const [answer] = await ctx.reservations.reserve({ shopId, visitId: id, at: ctx.now(), wants: [want] })
  if (answer?.kind !== 'reserved') throw usedUp('total')
}

function refusedUse(unreserved: Unreserved): ConflictError | UpstreamError {
  if (unreserved.kind === 'unchecked') return unreadWallet(unreserved.chain)
  return unreserved.kind === 'closed' ? usedUp(unreserved.usedUp.limit) : unmetWallet()
}

const WHOSE = {
  wallet: 'This wallet has used the gate as often as it may.',
  token: 'Each NFT of this wallet has used the gate as often as it may.',
  total: 'All uses of this gate are taken.',
  place: 'This wallet has a use of the gate in another cart at the moment.',
} as const satisfies Record<ReservationUnit['kind'] | 'place', string>

function usedUp(limit: keyof typeof WHOSE): ConflictError {
  return new ConflictError('ERR_STAFF_PASS_REFUSED', WHOSE[limit], {
    hint: 'Release a use under Redemptions, or raise the limit of the gate.',
  })
}

function unmetWallet(): ConflictError {
  return new ConflictError(
    'ERR_STAFF_PASS_REFUSED',
    'This wallet does not meet the gate’s requirement now.',
    {
      hint: 'Check the address, or make the pass without a wallet, on your word.',
    },
  )
}

function unreadWallet(chain: ChainSlug | null): UpstreamError {
  const where = chain === null ? 'The wallet' : `The wallet on ${chain}`
  return new UpstreamError('ERR_CHAIN_READ', `${where} could not be read just now.`, {
    hint: 'Try again in a moment.',
  })
}

function idleGate(): ConflictError {
  return new ConflictError(
    'ERR_STAFF_PASS_REFUSED',
    'This gate is not active, so a pass for it opens nothing.',
    {
      hint: 'Activate the gate first. A gate in test opens for its test wallets alone.',
    },
  )
}

function tooManyUnits({ cap }: Gate): InputError {
  return new InputError('ERR_BODY_INVALID', `This gate allows at most ${cap} items in one cart.`, {
    hint: 'Enter fewer items.',
  })
}
