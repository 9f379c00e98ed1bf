import { ConflictError } from '../../core/errors/base.ts'
import { standingOf } from '../../core/gate/standing.ts'
import { chooseUntil } from '../../core/proof/chooseUntil.ts'
import { PAYING_SECONDS } from '../../core/settlement/margins.ts'
import { toPassGate } from '../../core/staffPass/toPassGate.ts'
import type { Needs } from '../context.ts'
import { signProofs } from '../unlocks/signProofs.ts'
import { loadStaffPass, type StaffPassName } from './loadStaffPass.ts'

/** Seconds. With the grid of proofs it stays below the 30 hours for which keys and exceptions are kept. */
const DRAFT_LIFE = 24 * 3600

/**
 * Issue the proof of a pass for an order that staff make: the value of the order's attribute. It lives up to a day,
 * because staff may wait for the customer's payment. `endsAt` is in unix seconds.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND, ERR_STAFF_PASS_NOT_FOUND
 * @throws {ConflictError} ERR_STAFF_PASS_STALE, ERR_STAFF_PASS_REFUSED if the gate does not run, ERR_KEYS_CHANGING
 */
export async function issuePassProof(
  ctx: Needs<
    | 'now'
    | 'shops'
    | 'gates'
    | 'staffPasses'
    | 'createRandomHex'
    | 'visits'
    | 'grants'
    | 'proofKeys'
    | 'signProof'
  >,
  name: StaffPassName,
): Promise<{ readonly proof: string; readonly endsAt: number; readonly ianaTimezone: string }> {
  const { shop, pass } = await loadStaffPass(ctx, name)
  const gate = await ctx.gates.load({ shopId: shop.id, number: pass.gate })
  const now = ctx.now()
  if (gate.test.isOn || standingOf({ gate, now }) !== 'active') throw idleGate()
  const { ianaTimezone } = shop
  const end = chooseUntil({ now, ianaTimezone, proofLife: Math.min(DRAFT_LIFE, pass.endsAt - now) })
  const visit = {
    ...{ id: pass.id, shopId: shop.id, wallets: [], vaults: [], seen: null },
    ...{ keyThumbprint: null, signedAt: 0, expiresAt: pass.endsAt },
  }
  const { proof } = await signProofs(ctx, {
    ...{ shop, visit, known: null, seen: null, read: [] },
    ...{ open: [toPassGate({ gate, staffPass: pass })], isAbout: () => false, lines: [] },
    ...{ cartToken: null, customerId: null, until: end.until, endsAt: end.endsAt + PAYING_SECONDS },
  })
  if (proof === null) throw idleGate()
  return { proof, endsAt: end.endsAt, ianaTimezone }
}

function idleGate(): ConflictError {
  return new ConflictError('ERR_STAFF_PASS_REFUSED', 'This gate is not active, so its pass opens nothing.', {
    hint: 'Activate the gate first.',
  })
}
