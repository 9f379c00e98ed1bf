import type { TokenChoice } from '../../core/redemption/tokenChoice.ts'
import type { Needs } from '../context.ts'
import { type ChooseTokenNeeds, chooseToken } from './chooseToken.ts'
import { readContent } from './readContent.ts'
import { type RenewGatesParameters, type RenewGatesResult, renewGates } from './renewGates.ts'

export type RenewForPageParameters = RenewGatesParameters & {
  /** Handle of an entry of gated content that is answered if its gate is open; null for none. */
  readonly content: string | null
  /** The gate whose tokens are listed, and the key of the token to use, null to keep it; null for none. */
  readonly tokens: { readonly gate: number; readonly use: string | null } | null
}
export type RenewForPageResult = RenewGatesResult & {
  /** The entry as JSON of Shopify's rich text; null without one, or while its gate is not open. */
  readonly content: string | null
  /** Null if none were asked for. */
  readonly tokens: readonly TokenChoice[] | null
}

/** Issue a visit's proofs again, and answer what else its page asks for. @throws as renewGates, readContent and chooseToken */
export async function renewForPage(
  ctx: Parameters<typeof renewGates>[0] & ChooseTokenNeeds & Needs<'shopify'>,
  { content: handle, tokens: asked, ...parameters }: RenewForPageParameters,
): Promise<RenewForPageResult> {
  const result = await renewGates(ctx, parameters)
  const content = await readContent(ctx, { handle, answers: result.gates })
  const tokens = asked && (await chooseToken(ctx, { ...asked, visit: result.visit }))
  return { ...result, content, tokens }
}
