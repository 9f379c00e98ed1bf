import { composeCheckId } from '../../core/counter/counterCharge.ts'
import { type CounterCode, composeCounterKeyText, parseCounterCode } from '../../core/counter/counterCode.ts'
import { isPresentStep, toStep } from '../../core/counter/steps.ts'
import type { CounterFinding, Till } from '../../core/counter/types.ts'
import { ConflictError, InputError } from '../../core/errors/base.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import { findCounterGates } from './findCounterGates.ts'
import { findSpentGates } from './findSpentGates.ts'

/** As many as one login of the storefront checks, and a few more. Each costs reads of chains. */
const MOST_GATES = 25

export type CheckedCode = {
  /** The check that may be charged. */
  readonly checkId: string
  readonly findings: readonly CounterFinding[]
  /** How many active gates were not checked. */
  readonly others: number
}

/**
 * Check a code that staff scanned: whose it is, and which of the shop's active gates the shopper's wallets open. The
 * code is taken before any chain is read, and works for this till alone from then on.
 *
 * @throws {InputError} ERR_COUNTER_CODE_INVALID
 * @throws {ConflictError} ERR_COUNTER_CODE_TIME, ERR_COUNTER_VISIT_ENDED, ERR_COUNTER_CODE_SHOP, ERR_COUNTER_CODE_USED
 */
export async function checkCounterCode(
  ctx: Needs<
    | 'now'
    | 'createRandomHex'
    | 'hashPersonal'
    | 'signProof'
    | 'visits'
    | 'gates'
    | 'counter'
    | 'readBalances'
    | 'lists'
    | 'reservations'
    | 'readTokenIds'
  >,
  { till, code: typed }: { till: Till; code: string },
): Promise<CheckedCode> {
  const code = verifyCode(ctx, typed)
  const visit = await findVisit(ctx, { till, code })
  const { shopId, id: tillId } = till
  const newId = composeCheckId(ctx.createRandomHex(16))
  const taken = { shopId, tillId, visitId: visit.id, step: code.step, newId, at: ctx.now() }
  const check = await ctx.counter.claimCode(taken)
  if (!check) throw usedCode()
  const gates = await listActiveGates(ctx, till)
  const found = await findCounterGates(ctx, { visit, gates: gates.slice(0, MOST_GATES) })
  const judged = found.flatMap((one) => one.judged ?? [])
  const spent = await findSpentGates(ctx, { visit, judged })
  const findings = found.map(({ finding }): CounterFinding => {
    const usedUp = spent.get(finding.gate)
    return usedUp ? { gate: finding.gate, kind: 'closed', because: 'used-up', usedUp } : finding
  })
  return { checkId: check.id, findings, others: Math.max(0, gates.length - MOST_GATES) }
}

async function listActiveGates(ctx: Needs<'now' | 'gates'>, { shopId }: Till): Promise<Gate[]> {
  const now = ctx.now()
  const gates = await ctx.gates.list({ shopId })
  return gates.filter((gate) => standingOf({ gate, now }) === 'active')
}

/** Costs no statement: whoever makes codes up is refused by their MAC. */
function verifyCode(ctx: Needs<'now' | 'hashPersonal' | 'signProof'>, typed: string): CounterCode {
  const code = parseCounterCode(typed)
  if (!code) throw noCode()
  const key = Buffer.from(ctx.hashPersonal(composeCounterKeyText(code)), 'hex')
  if (ctx.signProof({ unsigned: code.text, key }) !== code.mac) throw noCode()
  const now = ctx.now()
  if (code.step > code.last || !isPresentStep({ step: code.step, now })) {
    throw code.step > toStep(now) ? earlyCode() : oldCode()
  }
  return code
}

async function findVisit(
  ctx: Needs<'now' | 'visits'>,
  { till, code: { visitId } }: { till: Till; code: CounterCode },
): Promise<Visit> {
  const visit = await ctx.visits.findLive({ id: visitId, now: ctx.now() })
  if (!visit) throw endedCode()
  if (visit.shopId !== till.shopId) throw otherShop()
  return visit
}

function noCode(): InputError {
  return new InputError('ERR_COUNTER_CODE_INVALID', 'This is no code of a shopper’s phone.', {
    hint: 'Scan the code on the shop’s counter page, on the shopper’s phone.',
  })
}

function oldCode(): ConflictError {
  return new ConflictError('ERR_COUNTER_CODE_TIME', 'This code is too old.', {
    hint: 'Scan the code that the phone shows now. A picture of a code does not work.',
  })
}

function earlyCode(): ConflictError {
  return new ConflictError('ERR_COUNTER_CODE_TIME', 'The clock of this phone is ahead.', {
    hint: 'Ask the shopper to reload the page while the phone is online, and scan again.',
  })
}

function endedCode(): ConflictError {
  return new ConflictError('ERR_COUNTER_VISIT_ENDED', 'The shopper is no longer signed in.', {
    hint: 'Ask the shopper to connect the wallet again on the counter page.',
  })
}

function otherShop(): ConflictError {
  return new ConflictError('ERR_COUNTER_CODE_SHOP', 'This code is of another shop.', {
    hint: 'Ask the shopper to open the counter page of this shop.',
  })
}

function usedCode(): ConflictError {
  return new ConflictError('ERR_COUNTER_CODE_USED', 'This code was already used.', {
    hint: 'Wait for the next code on the phone, at most 20 seconds, and scan that.',
  })
}
