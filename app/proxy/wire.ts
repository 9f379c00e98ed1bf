import { z } from 'zod'
import { hasUnsafeCharacter } from '../core/text/hasUnsafeCharacter.ts'

/*
 * Fields that are not known are passed over: a theme may keep an older or newer script than this server for days.
 */

/** Numeric ids are Shopify's or ours; a gate's number stays below 36^6. */
const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const clean = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !hasUnsafeCharacter(value), 'must not have control characters')
const text = (max: number) => clean(max).min(1)
const lines = z.array(z.object({ productId: id, variantId: id })).max(100)
/** No more than one proof can name, so that whatever is answered open is in it. */
const gates = z
  .array(
    z
      .number()
      .int()
      .positive()
      .max(36 ** 6 - 1),
  )
  .max(16)
const cart = clean(255).nullish()
const session = text(128)

/** No more wallets than one check asks the chains for. */
const vaults = z.array(text(100)).max(4).nullish()

export const NonceBody = z.object({
  chain: text(40),
  walletAddress: text(100),
  method: z.enum(['memo']).optional(),
})

export const UnlockBody = z.object({
  nonce: text(64),
  walletAddress: text(100),
  // A contract wallet's signature is at most 4 KiB of bytes.
  signature: text(2 + 2 * 4096),
  // Base64 of a text or a transaction; a transaction has at most 1,232 bytes, a text with its envelope not many more.
  signedMessage: text(4096).nullish(),
  vaults,
  gates,
  lines,
  cart,
  session: session.nullish(),
})

export const RenewBody = z.object({ session, vaults, gates, lines, cart })
