import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { type FoundSubject, findSubject } from './findSubject.ts'

/** Find the gate that a new one copies, with the titles of its subject; null if the shop has no such gate. */
export async function findCopiedGate(
  ctx: Needs<'gates' | 'log' | 'shopify'>,
  { shop: { id: shopId }, number }: { shop: Shop; number: number | null },
): Promise<{ gate: Gate; subjects: FoundSubject } | null> {
  if (number === null) return null
  const [gate] = await ctx.gates.find({ shopId, numbers: [number] })
  return gate ? { gate, subjects: await findSubject(ctx, { subject: gate.subject }) } : null
}
