import type { Needs } from '../context.ts'
import { readContent } from './readContent.ts'
import { type RenewGatesParameters, renewGates } from './renewGates.ts'
import type { UnlockGatesResult } from './unlockGates.ts'

export type RenewWithContentParameters = RenewGatesParameters & {
  /** Handle of an entry of gated content that is answered if its gate is open; null for none. */
  readonly content: string | null
}
export type RenewWithContentResult = UnlockGatesResult & {
  /** The entry as JSON of Shopify's rich text; null without one, or while its gate is not open. */
  readonly content: string | null
}

/** Issue a visit's proofs again, and answer an entry of gated content. @throws as renewGates and readContent */
export async function renewWithContent(
  ctx: Parameters<typeof renewGates>[0] & Needs<'shopify'>,
  { content: handle, ...parameters }: RenewWithContentParameters,
): Promise<RenewWithContentResult> {
  const result = await renewGates(ctx, parameters)
  return { ...result, content: await readContent(ctx, { handle, answers: result.gates }) }
}
