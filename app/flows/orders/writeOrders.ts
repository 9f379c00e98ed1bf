import { PalisadeError } from '../../core/errors/base.ts'
import { isPassing } from '../../core/errors/isPassing.ts'
import type { Needs } from '../context.ts'
import {
  nameOf,
  type OrderWrite,
  planMetafieldWrites,
  planOrderWrite,
  type WriteOrderParameters,
  writeOrder,
} from './writeOrder.ts'

/** Metafields that Shopify takes with one request. */
const WRITTEN_TOGETHER = 25

/** The errors of single orders, by their index. */
type Errors = Map<number, unknown>

/**
 * Write several settlements to their orders at Shopify, as `writeOrder` does, at a share of the requests. Idempotent.
 * Returns the errors of single orders, by their index.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST if the fault passes: then all may be written again
 */
export async function writeOrders(
  ctx: Needs<'shopify'>,
  orders: readonly WriteOrderParameters[],
): Promise<ReadonlyMap<number, unknown>> {
  const errors: Errors = new Map()
  const plans = orders.map(planOrderWrite)
  await writeTags(ctx, { plans, errors })
  const left = orders.map((_, index) => index).filter((index) => !errors.has(index))
  const together = Math.floor(WRITTEN_TOGETHER / Math.max(...plans.map(({ wanted }) => wanted.length)))
  for (let at = 0; at < left.length; at += together) {
    await writeMetafields(ctx, { orders, plans, errors, indexes: left.slice(at, at + together) })
  }
  return errors
}

type Writing = { readonly plans: readonly OrderWrite[]; readonly errors: Errors }

async function writeTags(ctx: Needs<'shopify'>, { plans, errors }: Writing): Promise<void> {
  const added = plans.flatMap(({ gid, missing }, index) =>
    missing.length > 0 ? [{ gid, tags: missing, index }] : [],
  )
  const found = added.length > 0 ? await ctx.shopify.addManyTags(added) : []
  for (const [i, { index }] of added.entries()) {
    const error = found[i]
    if (error) errors.set(index, error)
  }
  for (const [index, { gid, stale }] of plans.entries()) {
    if (stale.length === 0 || errors.has(index)) continue
    await runAlone({ errors, index, run: () => ctx.shopify.removeTags({ gid, tags: stale }) })
  }
}

/** Shopify writes all of them or none. If it refuses, one of them is the reason: each is written by itself. */
async function writeMetafields(
  ctx: Needs<'shopify'>,
  {
    orders,
    plans,
    errors,
    indexes,
  }: Writing & { orders: readonly WriteOrderParameters[]; indexes: readonly number[] },
): Promise<void> {
  const wanted = indexes.flatMap((index) => plans[index]?.wanted ?? [])
  const found = await ctx.shopify.readMetafields(wanted.map(nameOf))
  const writes = planMetafieldWrites({ wanted, found })
  if (writes.length === 0) return
  try {
    await ctx.shopify.writeMetafields(writes)
  } catch (error) {
    if (!(error instanceof PalisadeError) || isPassing(error)) throw error
    for (const index of indexes) {
      const order = orders[index]
      if (order) await runAlone({ errors, index, run: () => writeOrder(ctx, order) })
    }
  }
}

/** Run a step of one order. Its own error is kept; a passing fault is thrown. */
async function runAlone({
  errors,
  index,
  run,
}: {
  errors: Errors
  index: number
  run: () => Promise<void>
}): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (isPassing(error)) throw error
    errors.set(index, error)
  }
}
