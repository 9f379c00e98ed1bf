import { PalisadeError, UpstreamError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { findNextChange } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import { planCards } from '../../core/publication/planCards.ts'
import { planConfigs } from '../../core/publication/planConfigs.ts'
import { planStorefront } from '../../core/publication/planStorefront.ts'
import type { PublishTarget, Snapshot } from '../../core/publication/types.ts'
import type { Needs } from '../context.ts'
import { ensureOwners } from './ensureOwners.ts'
import { loadSnapshot } from './loadSnapshot.ts'
import { publishProofConfigs } from './publishProofConfigs.ts'
import { publishSubjects } from './publishSubjects.ts'

export type PublishGatesNeeds = Needs<
  'now' | 'shops' | 'gates' | 'collections' | 'proofKeys' | 'profiles' | 'jobs' | 'shopify'
>
export type PublishGatesParameters = {
  readonly shop: Shop
  readonly targets: readonly PublishTarget[]
  /** Whether a job calls, which retries by itself and counts its attempts. */
  readonly isWork?: boolean
}

/** All attempts together, whatever starts a publication again: a stale answer, a new owner, or a save meanwhile. */
const MAX_ATTEMPTS = 5
/** Seconds until a job retries a failed publication. If one is queued for earlier, as after a save, that one counts. */
const RETRY_SECONDS = 60
/** Gates per batch: their cards are written together, and they are finished together. */
const BATCH = 25

/** The gates that remain to be published, by number. */
type Left = Map<number, PublishTarget>
type Publishing = { readonly left: Left; readonly isWork: boolean }

/**
 * Publish gates at Shopify as the database holds them: configs, discounts and validation, cards, storefront, products.
 * All but marks is loaded and planned once; `publishSubjects` loads and plans marks by batches. Only a stale answer, a
 * new owner, or a gate saved meanwhile loads and plans again.
 *
 * Cards are written each time, metafields only where they differ. A gate that fails stays `pending` with the reason.
 */
export async function publishGates(
  ctx: PublishGatesNeeds,
  { shop, targets, isWork = false }: PublishGatesParameters,
): Promise<Gate[]> {
  const left: Left = new Map(targets.map((target) => [target.number, target]))
  for (let attempt = 1; left.size > 0 && attempt <= MAX_ATTEMPTS; attempt++) {
    try {
      await publish(ctx, { shop: await ctx.shops.load(shop.myshopifyDomain), left, isWork })
    } catch (thrown) {
      const error = thrown instanceof Response ? endedLogin() : thrown
      // Only errors with a code are reasons that a merchant can act on. Others are our faults and are rethrown.
      if (!(error instanceof PalisadeError)) throw error
      if (error.code === 'ERR_SHOPIFY_STALE' && attempt < MAX_ATTEMPTS) continue
      for (const number of [...left.keys()]) await setFault(ctx, { shop, number, error, left, isWork })
    }
  }
  const numbers = targets.map(({ number }) => number)
  return ctx.gates.find({ shopId: shop.id, numbers, withDeleted: true })
}

/** Shopify's library throws a login. The gates are saved, so they wait for it, and the merchant keeps the page. */
function endedLogin(): UpstreamError {
  return new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify ended the login of Palisade during the save.', {
    hint: 'Palisade logs in again, and publishes the gate within a minute.',
  })
}

async function publish(ctx: PublishGatesNeeds, parameters: Publishing & { shop: Shop }): Promise<void> {
  const { left, isWork } = parameters
  const snapshot = await loadSnapshot(ctx, parameters)
  const { shop } = snapshot
  // First and separately: a pause must reach the Functions whatever is wrong with a discount or a product.
  const configs = planConfigs(snapshot)
  if (configs.length > 0) await ctx.shopify.writeMetafields(configs)
  if (snapshot.published.needsDefinitions) await ctx.shopify.ensureDefinitions()
  const gates = snapshot.gates.filter(({ number }) => left.has(number))
  for (const number of left.keys()) if (!gates.some((gate) => gate.number === number)) left.delete(number)
  const faultOf = await ensureOwners(ctx, { snapshot, gates })
  const storefront = planStorefront(snapshot)
  if (storefront.length > 0) await ctx.shopify.writeMetafields(storefront)
  for (let i = 0; i < gates.length; i += BATCH) {
    const batch = gates.slice(i, i + BATCH)
    for (const gate of batch) {
      const error = faultOf(gate)
      if (error) await setFault(ctx, { shop, number: gate.number, error, left, isWork })
    }
    await publishBatch(ctx, { snapshot, gates: batch.filter(({ number }) => left.has(number)), left, isWork })
  }
  const cleaned = gates.filter(({ number, deletedAt }) => deletedAt !== null && left.has(number))
  if (cleaned.length === 0) return
  // A deleted gate needs its exception until no product carries it; until then it is not finished.
  await publishProofConfigs(ctx, { shop })
  for (const { number } of cleaned) left.delete(number)
}

/** Write the cards and marks of some gates, and record the result of each. */
async function publishBatch(
  ctx: PublishGatesNeeds,
  parameters: Publishing & { snapshot: Snapshot; gates: readonly Gate[] },
): Promise<void> {
  const { snapshot, gates, left, isWork } = parameters
  const { shop } = snapshot
  const cardIds = new Map<number, string>()
  const cards = planCards({ snapshot, gates })
  const written = cards.length > 0 ? await ctx.shopify.writeGateCards(cards) : []
  for (const [i, { number }] of cards.entries()) {
    const card = written[i]
    if (card instanceof PalisadeError) await setFault(ctx, { shop, number, error: card, left, isWork })
    else if (card) cardIds.set(number, card.cardId)
  }
  const carded = gates.filter(({ number }) => left.has(number))
  const toMark = carded.filter(
    ({ number, updatedAt, deletedAt }) => deletedAt !== null || left.get(number)?.marksStandAt !== updatedAt,
  )
  const subjects = await publishSubjects(ctx, { shop, gates: toMark, cardIds })
  for (const gate of carded) {
    const { fault = null, ...carrying } = subjects.get(gate.number) ?? {}
    if (fault) await setFault(ctx, { shop, number: gate.number, error: fault, left, isWork })
    else await setPublished(ctx, { gate, carrying, left })
  }
}

async function setPublished(
  ctx: Needs<'now' | 'gates' | 'jobs'>,
  { gate, carrying, left }: { gate: Gate; carrying: Carrying; left: Left },
): Promise<void> {
  const { shopId, number, updatedAt, deletedAt } = gate
  const runAt = findNextChange({ gate, now: ctx.now() })
  if (runAt !== null) await ctx.jobs.add({ shopId, kind: 'schedule', key: String(number), runAt })
  const publication = { kind: 'published' } as const
  const expectedUpdatedAt = updatedAt
  const isSet = await ctx.gates.setPublication({
    shopId,
    number,
    publication,
    ...carrying,
    expectedUpdatedAt,
  })
  // If the gate was saved meanwhile, this write may have replaced its newer card, so it is planned again.
  if (isSet && deletedAt === null) left.delete(number)
}

/** Products and variants that carry a gate now; absent if they were not written. */
type Carrying = {
  readonly writtenProductIds?: readonly number[]
  readonly writtenVariantIds?: readonly number[]
}

async function setFault(
  ctx: Needs<'now' | 'gates' | 'jobs'>,
  {
    shop: { id: shopId },
    number,
    error,
    left,
    isWork,
  }: Publishing & { shop: Shop; number: number; error: PalisadeError },
): Promise<void> {
  const publication = { kind: 'pending', reason: formatError(error) } as const
  await ctx.gates.setPublication({ shopId, number: number as Gate['number'], publication })
  left.delete(number)
  const runAt = ctx.now() + RETRY_SECONDS
  if (!isWork) await ctx.jobs.add({ shopId, kind: 'publish', key: String(number), runAt })
}
