import type { PublicSigningKey } from '../../core/accessToken/types.ts'
import type { Needs } from '../context.ts'

/** A key of receipts, as a JWK. `exp` in unix seconds: a receipt that claims to be younger is none of this key. */
export type ReceiptKey = PublicSigningKey & { readonly exp?: number }

/** List every key that has signed receipts or may sign them, newest first; also those that rotations have ended. */
export async function listReceiptKeys(ctx: Needs<'tokens' | 'signingKeys'>): Promise<ReceiptKey[]> {
  const living = await ctx.tokens.listPublicKeys()
  const retired = await ctx.signingKeys.listRetired()
  const ended = new Set(retired.map(({ publicKey }) => publicKey.kid))
  return [
    ...living.filter(({ kid }) => !ended.has(kid)),
    ...retired.map(({ publicKey, endsAt }) => ({ ...publicKey, exp: endsAt })),
  ]
}
