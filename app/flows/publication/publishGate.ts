import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { PublishTarget } from '../../core/publication/types.ts'
import { type PublishGatesNeeds, publishGates } from './publishGates.ts'

/**
 * Publish one gate and return it with its new publication state. Create, update, delete, start, end and Retry share it.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function publishGate(
  ctx: PublishGatesNeeds,
  { shop, isWork, ...target }: PublishTarget & { shop: Shop; isWork?: boolean | undefined },
): Promise<Gate> {
  const [gate] = await publishGates(ctx, { shop, targets: [target], isWork })
  return gate ?? ctx.gates.load({ shopId: shop.id, number: target.number })
}
