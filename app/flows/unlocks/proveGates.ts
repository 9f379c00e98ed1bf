import { PalisadeError } from '../../core/errors/base.ts'
import type { ClosedReason, GateAnswer, ProofLine, ProvenGates, UsedUp } from '../../core/gate/answer.ts'
import { findClosedReason } from '../../core/gate/findClosedReason.ts'
import { isLimited } from '../../core/gate/isLimited.ts'
import { collectionsOf, type Memberships } from '../../core/gate/memberships.ts'
import { toProofReaction } from '../../core/gate/reaction.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isAbout } from '../../core/gate/subject.ts'
import type { Gate, GateNumber } from '../../core/gate/types.ts'
import type { Known } from '../../core/known.ts'
import { chooseUntil } from '../../core/proof/chooseUntil.ts'
import { formatReaction } from '../../core/proof/format.ts'
import type { Verdict } from '../../core/requirement/types.ts'
import { PAYING_SECONDS } from '../../core/settlement/margins.ts'
import { evaluatePassGates } from '../../core/staffPass/evaluatePassGates.ts'
import type { StaffPass } from '../../core/staffPass/types.ts'
import type { SeenGate, Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import { evaluateGates, type JudgedGate } from './evaluateGates.ts'
import { type IssuedCodes, issueCodes } from './issueCodes.ts'
import { reserveGates } from './reserveGates.ts'
import { type SignedProofs, signProofs } from './signProofs.ts'

export type ProveGatesNeeds = Needs<
  | 'now'
  | 'log'
  | 'createRandomHex'
  | 'visits'
  | 'grants'
  | 'proofKeys'
  | 'readBalances'
  | 'readTokenIds'
  | 'lists'
  | 'signProof'
  | 'collections'
  | 'reservations'
  | 'accessCodes'
  | 'jobs'
  | 'shopify'
>
export type ProveGatesParameters = {
  /** As this process knows them. Nothing is granted if they have changed. */
  readonly shop: Known<Shop>
  readonly visit: Visit
  readonly gates: readonly Known<Gate>[]
  readonly lines: readonly ProofLine[]
  readonly cartToken: string | null
  /** The customer signed in to the shop, as Shopify reports; null for a guest. */
  readonly customerId: string | null
  /** The open pass whose visit this is; null for a visit of wallets. */
  readonly staffPass: StaffPass | null
}

const PROOF_LIFE = 3600

/** Interim result for a gate. */
type Finding =
  | { readonly kind: 'open'; readonly holder: string | null; readonly counted: readonly string[] | null }
  | { readonly kind: 'closed'; readonly because: Exclude<ClosedReason, 'used-up'> }
  | { readonly kind: 'closed'; readonly because: 'used-up'; readonly usedUp: UsedUp }
  | (Exclude<Verdict, { kind: 'met' }> & Partial<Pick<JudgedGate, 'idleVaults'>>)
type Findings = Map<Gate, Finding>

/**
 * The answer; for the log the wallet that opened each gate, the first by address if several count together; and all
 * addresses that opened each gate, without gates that were not read again.
 */
export type ProveGatesResult = ProvenGates & {
  readonly holders: ReadonlyMap<GateNumber, string>
  readonly counted: ReadonlyMap<GateNumber, readonly string[]>
}

/**
 * Judge gates for a visit's wallets, reserve uses of limited gates, record the grants and sign the proofs.
 *
 * Chains are read once for all gates together. Gates that this visit saw open in the present period are not read again,
 * unless their reservation is gone.
 * @throws {ConflictError} ERR_SHOP_CHANGED, ERR_KEYS_CHANGING
 */
export async function proveGates(
  ctx: ProveGatesNeeds,
  parameters: ProveGatesParameters,
): Promise<ProveGatesResult> {
  const { shop, gates, visit, lines, cartToken, customerId, staffPass } = parameters
  const now = ctx.now()
  const proofLife = staffPass ? Math.min(PROOF_LIFE, staffPass.endsAt - now) : PROOF_LIFE
  const proofEnd = chooseUntil({ now, ianaTimezone: shop.ianaTimezone, proofLife })
  const grantEndsAt = proofEnd.endsAt + PAYING_SECONDS
  const { findings, seen, read } = staffPass
    ? { findings: evaluatePassGates({ staffPass, gates, now }), seen: null, read: [] }
    : await findOpen(ctx, { visit, gates, customerId, until: proofEnd.until, grantEndsAt })
  const isAboutLine = await createLineTest(ctx, { shop, gates, lines })
  const open = gates.filter((gate) => findings.get(gate)?.kind === 'open')
  const signed = await signProofs(ctx, {
    ...{ shop, visit, lines, cartToken, customerId, open, seen, read },
    known: { shop, gates },
    isAbout: isAboutLine,
    until: proofEnd.until,
    endsAt: grantEndsAt,
  })
  const hasPass = await writePass(ctx, { cartToken, pass: signed.pass })
  const { endsAt } = proofEnd
  const issued = await issueOpenCodes(ctx, { shop, visit, customerId, open, signed, hasPass, endsAt })
  return {
    gates: gates.map((gate) => answerGate({ gate, finding: findings.get(gate), endsAt, hasPass, issued })),
    proof: signed.proof,
    lineProofs: signed.lineProofs,
    hasPass,
    codes: issued.codes,
    holders: listOpen(findings, ({ holder }) => holder),
    counted: listOpen(findings, ({ counted }) => counted),
  }
}

/** What is known of each open gate, without gates of which it is not. */
function listOpen<T>(
  findings: Findings,
  read: (finding: Extract<Finding, { kind: 'open' }>) => T | null,
): Map<GateNumber, T> {
  const open = new Map<GateNumber, T>()
  for (const [{ number }, finding] of findings) {
    const known = finding.kind === 'open' ? read(finding) : null
    if (known !== null) open.set(number, known)
  }
  return open
}

async function findOpen(
  ctx: ProveGatesNeeds,
  parameters: Pick<ProveGatesParameters, 'visit' | 'gates' | 'customerId'> & {
    readonly until: string
    readonly grantEndsAt: number
  },
): Promise<{
  readonly findings: Findings
  readonly seen: Visit['seen']
  /** The open gates, with the blocks at which each was read. */
  readonly read: readonly SeenGate[]
}> {
  const { visit, gates, customerId, until, grantEndsAt } = parameters
  const now = ctx.now()
  const findings: Findings = new Map()
  const running: Gate[] = []
  for (const gate of gates) {
    const because = findClosedReason({ gate, visit, now })
    if (because !== null) findings.set(gate, { kind: 'closed', because })
    else running.push(gate)
  }
  const kept = await listSeenOpen(ctx, { visit, running, until, grantEndsAt })
  for (const gate of kept) findings.set(gate, isAdmitted(gate, customerId) ? toOpen(visit) : SIGN_IN)
  const judged = await evaluateGates(ctx, { visit, gates: running.filter((gate) => !kept.has(gate)) })
  const admitted: JudgedGate[] = []
  for (const one of judged) {
    const { verdict, idleVaults } = one
    if (verdict.kind !== 'met') findings.set(one.gate, { ...verdict, idleVaults })
    else if (!isAdmitted(one.gate, customerId)) findings.set(one.gate, SIGN_IN)
    else admitted.push(one)
  }
  const unreserved = await reserveGates(ctx, { visit, judged: admitted, endsAt: grantEndsAt })
  for (const { gate, contribution } of admitted) {
    findings.set(gate, unreserved.get(gate) ?? toOpen(visit, contribution.wallets))
  }
  const fresh = admitted.flatMap(({ gate, blocks }) =>
    unreserved.has(gate) ? [] : { gate: gate.number, revision: gate.revision, blocks },
  )
  const before = visit.seen?.until === until ? visit.seen.gates : []
  const others = before.filter((one) => !fresh.some(({ gate }) => gate === one.gate))
  const read = [...others, ...fresh]
  return { findings, seen: fresh.length > 0 ? { until, gates: read } : null, read }
}

const SIGN_IN: Finding = { kind: 'closed', because: 'sign-in' }

/** An open gate. A wallet whose holdings are not known to have opened it is the visit's first. */
function toOpen({ wallets }: Visit, counted: readonly string[] | null = null): Finding {
  return { kind: 'open', holder: counted?.[0] ?? wallets[0]?.address ?? null, counted }
}

function isAdmitted({ guard }: Gate, customerId: string | null): boolean {
  return guard !== 'account' || customerId !== null
}

/**
 * Find the gates that this visit saw open in the present period. A limited gate must also have a live reservation,
 * which is renewed.
 */
async function listSeenOpen(
  ctx: Needs<'now' | 'reservations'>,
  parameters: { visit: Visit; running: readonly Gate[]; until: string; grantEndsAt: number },
): Promise<Set<Gate>> {
  const { visit, running, until, grantEndsAt } = parameters
  const seen = visit.seen?.until === until ? visit.seen.gates : []
  const known = running.filter(({ number, revision }) =>
    seen.some((one) => one.gate === number && one.revision === revision),
  )
  const limited = known.filter(({ limits }) => isLimited(limits)).map(({ number }) => number)
  if (limited.length === 0) return new Set(known)
  const { shopId, id: visitId } = visit
  const standing = await ctx.reservations.renew({
    shopId,
    visitId,
    at: ctx.now(),
    endsAt: grantEndsAt,
    gates: limited,
  })
  return new Set(known.filter((gate) => !isLimited(gate.limits) || standing.includes(gate.number)))
}

/** Build a test for whether a gate is about a line. Collections are looked up only if a gate's subject has some. */
async function createLineTest(
  ctx: Needs<'collections'>,
  { shop, gates, lines }: Pick<ProveGatesParameters, 'shop' | 'gates' | 'lines'>,
): Promise<(gate: Gate, line: ProofLine) => boolean> {
  const asks = gates.some(({ subject }) => subject.kind === 'collections')
  const productIds = asks ? lines.map(({ productId }) => productId) : []
  const memberships: Memberships = asks
    ? await ctx.collections.find({ shopId: shop.id, productIds })
    : new Map()
  return ({ subject }, line) =>
    isAbout({ subject, ...line, collectionIds: collectionsOf({ memberships, ...line }) })
}

/** Write the proof into the cart's own metafield. A failure at Shopify does not hold back the other proofs. */
async function writePass(
  ctx: Needs<'log' | 'shopify'>,
  { cartToken, pass }: Pick<ProveGatesParameters, 'cartToken'> & Pick<SignedProofs, 'pass'>,
): Promise<boolean> {
  if (pass === null || cartToken === null) return false
  try {
    await ctx.shopify.writeCartPass({ cartToken, proof: pass })
    return true
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    ctx.log.warn('Could not write a proof to a cart.', { code: error.code })
    return false
  }
}

/**
 * Issue codes for open gates. Each uses the grant of its own, or of the cart's proof that covers its gate, and ends with
 * that proof.
 */
async function issueOpenCodes(
  ctx: Parameters<typeof issueCodes>[0],
  parameters: Pick<ProveGatesParameters, 'shop' | 'visit' | 'customerId'> & {
    readonly open: readonly Gate[]
    readonly signed: SignedProofs
    readonly hasPass: boolean
    readonly endsAt: number
  },
): Promise<IssuedCodes> {
  const { open, signed, hasPass } = parameters
  const wants = open.flatMap((gate) => {
    const ofCart = gate.guard !== 'cart' ? signed.grantIds.c : hasPass ? signed.grantIds.m : null
    const grantId = signed.codeGrants.get(gate.number) ?? ofCart
    return grantId === null ? [] : [{ gate, grantId }]
  })
  return issueCodes(ctx, { ...parameters, wants })
}

function answerGate({
  gate,
  finding,
  endsAt,
  hasPass,
  issued,
}: {
  gate: Gate
  finding: Finding | undefined
  endsAt: number
  hasPass: boolean
  issued: IssuedCodes
}): GateAnswer {
  const id = gate.number
  if (finding?.kind === 'unchecked') {
    return { id, kind: 'unchecked', code: finding.code, chain: finding.chain }
  }
  if (finding?.kind === 'open') {
    // A cart-guarded gate has its proof only in the metafield, and some prices exist only as a code. Without them the
    // gate would look open and be refused at checkout.
    if ((gate.guard === 'cart' && !hasPass) || issued.failed.has(id)) {
      return { id, kind: 'unchecked', code: 'ERR_SHOPIFY_REQUEST', chain: null }
    }
    const reaction = formatReaction(toProofReaction(gate.reaction))
    const [wallet] = finding.counted ?? []
    return { id, kind: 'open', reaction, endsAt, ...(wallet !== undefined && { wallet }) }
  }
  const because = finding?.kind === 'closed' ? finding.because : 'unmet'
  const unmet = finding?.kind === 'unmet' ? finding.unmet : []
  const missing = finding?.kind === 'unmet' ? finding.missing : null
  const idleVaults = (finding?.kind === 'unmet' && finding.idleVaults) || []
  const startsAt = because === 'not-started' ? gate.schedule.startsAt : null
  const usedUp = finding?.kind === 'closed' && finding.because === 'used-up' ? finding.usedUp : null
  return { id, kind: 'closed', because, unmet, missing, idleVaults, startsAt, usedUp }
}
