import type { GateAnswer } from '../../core/gate/answer.ts'
import type { Needs } from '../context.ts'

export type ReadContentParameters = {
  /** Handle of an entry of gated content; null if none was asked for. */
  readonly handle: string | null
  /** What a check has just answered. */
  readonly answers: readonly GateAnswer[]
}

/**
 * Read an entry of gated content, as JSON of Shopify's rich text. Null unless the check found the entry's own gate open:
 * which gate that is, the merchant has written into the entry, and no request can say.
 *
 * One request to Shopify if any gate is open, else none.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 */
export async function readContent(
  ctx: Needs<'shopify'>,
  { handle, answers }: ReadContentParameters,
): Promise<string | null> {
  const open = answers.filter(({ kind }) => kind === 'open').map(({ id }) => id)
  if (handle === null || open.length === 0) return null
  const entry = await ctx.shopify.readContentEntry({ handle })
  return entry && open.some((number) => number === entry.gate) ? entry.body : null
}
