import type { GateForm } from '../../core/gate/form.ts'
import { requestInProgress } from '../../core/gateRequest/requestInProgress.ts'
import type { GateRequest } from '../../core/gateRequest/types.ts'
import type { ProjectId } from '../../core/project/types.ts'
import { formatSortedJson } from '../../core/text/formatSortedJson.ts'
import type { Needs } from '../context.ts'
import { createGate } from '../gates/createGate.ts'
import type { DraftNeeds } from '../gates/draftFromForm.ts'
import { loadGate } from '../gates/loadGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'
import type { GateCaller } from './authorizeGates.ts'
import type { GateOfShop } from './gateOfShop.ts'
import { otherBody } from './otherBody.ts'
import { writeGateChange } from './writeGateChange.ts'

const DAY_SECONDS = 86_400
/** A process that dies while it creates a gate holds the request for so long. */
const CLAIM_SECONDS = 120

type CreateNeeds = Needs<'log' | 'shops' | 'gateRequests' | 'createRandomHex' | 'hashSecret'> &
  DraftNeeds &
  PublishGatesNeeds

/**
 * Create a gate once for each idempotency key, and publish it. A repeated request answers the gate that the first one
 * has created, as it is now. A refused request leaves its key free.
 *
 * @throws {ConflictError} ERR_IDEMPOTENCY_BODY if the key belongs to another body; ERR_IDEMPOTENCY_BUSY
 * @throws {InputError} ERR_GATE_INVALID with `details.fields`
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND if the request's gate was deleted since
 */
export async function createGateOverApi(
  ctx: CreateNeeds,
  parameters: GateCaller & {
    readonly projectId: ProjectId
    readonly idempotencyKey: string
    readonly form: GateForm
  },
): Promise<GateOfShop & { readonly isRepeated: boolean }> {
  const { projectId, idempotencyKey, form, myshopifyDomain, actor } = parameters
  const at = ctx.now()
  const request: GateRequest = {
    projectId,
    key: ctx.hashSecret(idempotencyKey),
    claimId: ctx.createRandomHex(16),
  }
  const fingerprint = ctx.hashSecret(formatSortedJson(form))
  const claim = await ctx.gateRequests.claim({
    ...{ request, fingerprint, at, claimedTo: at + CLAIM_SECONDS, expiresAt: at + DAY_SECONDS },
  })
  if (claim.kind === 'busy') throw requestInProgress()
  if (claim.kind === 'other-body') throw otherBody()
  if (claim.kind === 'done')
    return { ...(await loadGate(ctx, { myshopifyDomain, number: claim.number })), isRepeated: true }
  try {
    const gate = await createGate(ctx, { myshopifyDomain, form, draftId: null, actor, request })
    writeGateChange(ctx, { actor, myshopifyDomain, number: gate.number, change: 'created' })
    return { shop: await ctx.shops.load(myshopifyDomain), gate, isRepeated: false }
  } catch (error) {
    // Nobody waits for the claim's end: without this it ends by itself.
    await ctx.gateRequests.release({ request }).catch(() => undefined)
    throw error
  }
}
