import { NotFoundError } from '../core/errors/base.ts'
import type { GateAnswer, ProofLine, ProvenGates } from '../core/gate/answer.ts'
import { toProofReaction } from '../core/gate/reaction.ts'
import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import type { GrantRequest } from '../core/grant/types.ts'
import { chooseEntries } from '../core/proof/chooseEntries.ts'
import { chooseUntil } from '../core/proof/chooseUntil.ts'
import { formatProof, formatReaction, formatUnsignedProof } from '../core/proof/format.ts'
import type { ProofEntry } from '../core/proof/types.ts'
import type { ProofKey } from '../core/proofKey/types.ts'
import { checkRequirement } from '../core/requirement/checkRequirement.ts'
import { decideVerdict } from '../core/requirement/decideVerdict.ts'
import { listHolders } from '../core/requirement/holders.ts'
import type { Verdict } from '../core/requirement/types.ts'
import type { Visit } from '../core/visit/types.ts'
import type { Needs } from './context.ts'
import { readForRequirements } from './readForRequirements.ts'

export type ProveGatesNeeds = Needs<
  'now' | 'randomHex' | 'visits' | 'grants' | 'proofKeys' | 'readBalances' | 'lists' | 'signProof'
>
export type ProveGatesParameters = {
  readonly shop: Shop
  readonly visit: Visit
  readonly gates: readonly Gate[]
  readonly lines: readonly ProofLine[]
  readonly cartToken: string | null
}

const PROOF_LIFE = 3600
const GRANT_MARGIN = 900
type OpenGates = { readonly open: readonly Gate[]; readonly until: string; readonly endsAt: number }

/**
 * Judge gates for a visit's wallets, record the grants and sign the proofs.
 *
 * Chains are asked once for all gates together; gates already seen open in this slot are not asked again.
 */
export async function proveGates(
  ctx: ProveGatesNeeds,
  parameters: ProveGatesParameters,
): Promise<ProvenGates> {
  const { shop, visit, gates } = parameters
  const slot = chooseUntil({ now: ctx.now(), ianaTimezone: shop.ianaTimezone, proofLife: PROOF_LIFE })
  const verdicts = await judgeGates(ctx, { gates, visit, until: slot.until })
  const open = gates.filter((gate) => verdicts.get(gate)?.kind === 'met')
  const proofs = await signProofs(ctx, { ...parameters, ...slot, open })
  return {
    gates: gates.map((gate) => answerGate({ gate, verdict: verdicts.get(gate), endsAt: slot.endsAt })),
    ...proofs,
  }
}

async function judgeGates(
  ctx: Needs<'readBalances' | 'lists' | 'visits'>,
  { gates, visit, until }: { gates: readonly Gate[]; visit: Visit; until: string },
): Promise<Map<Gate, Verdict>> {
  const seen = visit.seen?.until === until ? visit.seen.gates : []
  const isSeen = (gate: Gate) =>
    seen.some((one) => one.gate === gate.number && one.revision === gate.revision)
  const active = gates.filter((gate) => gate.state === 'active')
  const asked = active.filter((gate) => !isSeen(gate))
  const { holders, findBalance } = await readForRequirements(ctx, {
    shopId: visit.shopId,
    requirements: asked.map(({ requirement }) => requirement),
    holders: listHolders(visit),
    maxAgeSeconds: 0,
  })
  const verdicts = new Map<Gate, Verdict>(active.filter(isSeen).map((gate) => [gate, { kind: 'met' }]))
  for (const gate of asked) {
    const { requirement } = gate
    verdicts.set(gate, decideVerdict(checkRequirement({ requirement, holders, findBalance })))
  }
  const newlyOpen = asked.filter((gate) => verdicts.get(gate)?.kind === 'met')
  if (newlyOpen.length > 0) {
    const fresh = newlyOpen.map((gate) => ({ gate: gate.number, revision: gate.revision }))
    const kept = seen.filter((one) => !fresh.some((other) => other.gate === one.gate))
    await ctx.visits.setSeen({ id: visit.id, seen: { until, gates: [...kept, ...fresh] } })
  }
  return verdicts
}

async function signProofs(
  ctx: Needs<'now' | 'randomHex' | 'grants' | 'proofKeys' | 'signProof'>,
  { shop, visit, lines, cartToken, open, until, endsAt }: ProveGatesParameters & OpenGates,
): Promise<Pick<ProvenGates, 'proof' | 'lineProofs'>> {
  if (open.length === 0) return { proof: null, lineProofs: [] }
  const [key] = await ctx.proofKeys.list({ shopId: shop.id })
  if (!key)
    throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'This shop has no proof key.', {
      hint: 'Open the app once.',
    })
  const ofLine = (line: ProofLine) => open.filter((gate) => gate.subject.ids.includes(line.productId))
  const gatedLines = uniqueLines(lines).filter((line) => ofLine(line).length > 0)
  const request = (gates: readonly Gate[]): Pick<GrantRequest, 'newId' | 'gates' | 'until' | 'endsAt'> => ({
    newId: ctx.randomHex(8),
    gates: gates.map(({ number, revision }) => ({ gate: number, revision })),
    until,
    endsAt: endsAt + GRANT_MARGIN,
  })
  const [cartGrant, ...lineGrants] = await ctx.grants.open({
    shopId: shop.id,
    visitId: visit.id,
    at: ctx.now(),
    grants: [
      { carrier: 'c', cartToken, productId: null, variantId: null, ...request(open) },
      ...gatedLines.map((line) => ({
        carrier: 'l' as const,
        cartToken: null,
        ...line,
        ...request(ofLine(line)),
      })),
    ],
  })
  const sign = (carrier: 'c' | 'l', grant: string | undefined, gates: readonly Gate[]) =>
    signOne(ctx, { key, carrier, grant: grant ?? '', gates, until })
  return {
    proof: sign('c', cartGrant, open),
    lineProofs: gatedLines.map((line, i) => ({ ...line, proof: sign('l', lineGrants[i], ofLine(line)) })),
  }
}

function signOne(
  ctx: Needs<'signProof'>,
  parameters: { key: ProofKey; carrier: 'c' | 'l'; grant: string; gates: readonly Gate[]; until: string },
): string {
  const { key, carrier, grant, gates, until } = parameters
  const head = { carrier, epoch: key.epoch, until, buyer: '0', grant } as const
  const unsigned = formatUnsignedProof({
    ...head,
    entries: chooseEntries({ head, entries: gates.map(toEntry) }),
  })
  return formatProof({ unsigned, mac: ctx.signProof({ unsigned, key: key.key }) })
}

function toEntry({ number, revision, cap, profile, reaction }: Gate): ProofEntry {
  return { gate: number, revision, cap, profile, reaction: toProofReaction(reaction) }
}

function answerGate({
  gate,
  verdict,
  endsAt,
}: {
  gate: Gate
  verdict: Verdict | undefined
  endsAt: number
}): GateAnswer {
  const id = gate.number
  if (!verdict) return { id, kind: 'closed', unmet: [], isPaused: true }
  if (verdict.kind === 'unmet') return { id, kind: 'closed', unmet: verdict.unmet, isPaused: false }
  if (verdict.kind === 'unchecked') return { id, kind: 'unchecked', code: verdict.code, chain: verdict.chain }
  return { id, kind: 'open', reaction: formatReaction(toProofReaction(gate.reaction)), endsAt }
}

function uniqueLines(lines: readonly ProofLine[]): ProofLine[] {
  return [...new Map(lines.map((line) => [`${line.productId}:${line.variantId}`, line])).values()]
}
