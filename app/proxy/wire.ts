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
    .refine((value) => !hasUnsafeCharacter(value), 'it holds a control character')
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

export const NonceBody = z.object({ chain: text(40), walletAddress: text(100) })

export const UnlockBody = z.object({
  nonce: text(64),
  walletAddress: text(100),
  // A contract wallet's signature is at most 4 KiB of bytes.
  signature: text(2 + 2 * 4096),
  gates,
  lines,
  cart,
  session: session.nullish(),
})

export const RenewBody = z.object({ session, gates, lines, cart })
