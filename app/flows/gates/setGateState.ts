import type { GateActor } from '../../core/gate/change.ts'
import { planState, type StateChange } from '../../core/gate/planState.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { PublishTarget } from '../../core/publication/types.ts'
import type { Needs } from '../context.ts'
import { queueTags } from '../customers/queueTags.ts'
import { type PublishGatesNeeds, publishGates } from '../publication/publishGates.ts'
import { queuePublication } from '../publication/queuePublication.ts'

export type SetGateStateParameters = {
  readonly myshopifyDomain: string
  readonly numbers: readonly number[]
  readonly state: StateChange
  readonly actor: GateActor
  /** The single gate's `updatedAt` when the caller read it; undefined for what it is now. */
  readonly openedAt?: number | undefined
}

export type SetGateStateResult = {
  /** The gates whose state changed. */
  readonly gates: readonly Gate[]
  /** Whether a job publishes them; otherwise they were published here. */
  readonly isQueued: boolean
}

/**
 * Pause or resume gates, or open exclusive ones to everyone. A single gate is published at once. Several are published by a job as one publication, which
 * may take longer than a request should. Unknown numbers are ignored.
 *
 * Each save also queues a job of its gate, due in 60 seconds, in case the process dies before the common job is queued.
 * The common job deletes those of the gates that it publishes in time.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {ConflictError} ERR_GATE_STALE
 */
export async function setGateState(
  ctx: Needs<'shops'> & PublishGatesNeeds,
  { myshopifyDomain, numbers, state, actor, openedAt }: SetGateStateParameters,
): Promise<SetGateStateResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const found = await ctx.gates.find({ shopId: shop.id, numbers })
  const changes = found.flatMap((gate) => {
    const change = planState({ gate, change: state, now: ctx.now() })
    return change ? [{ gate, change }] : []
  })
  const isQueued = changes.length > 1
  const targets: PublishTarget[] = []
  try {
    for (const { gate, change } of changes)
      targets.push(await setState(ctx, { shop, gate, change, actor, openedAt }))
  } finally {
    // Also after a conflict on one gate: the gates before it are saved.
    if (isQueued && targets.length > 0) await queuePublication(ctx, { shop, targets })
  }
  await queueTags(ctx, { shop })
  if (targets.length === 0) return { gates: [], isQueued: false }
  if (!isQueued) return { gates: await publishGates(ctx, { shop, targets }), isQueued }
  const changed = targets.map(({ number }) => number)
  return { gates: await ctx.gates.find({ shopId: shop.id, numbers: changed }), isQueued }
}

async function setState(
  ctx: Needs<'now' | 'gates'>,
  {
    shop,
    gate,
    change,
    actor,
    openedAt,
  }: Pick<SetGateStateParameters, 'actor' | 'openedAt'> & {
    readonly shop: Shop
    readonly gate: Gate
    readonly change: NonNullable<ReturnType<typeof planState>>
  },
): Promise<PublishTarget> {
  const { number, revision, profile, updatedAt, publication } = gate
  const saved = await ctx.gates.update({
    shopId: shop.id,
    number,
    draft: { ...gate, ...change },
    profile,
    revision,
    expectedRevision: revision,
    expectedUpdatedAt: openedAt ?? updatedAt,
    actor,
    at: ctx.now(),
  })
  return { number, marksStandAt: publication.kind === 'published' ? saved.updatedAt : undefined }
}
