import { z } from 'zod'
import { hasUnsafeCharacter } from '../core/text/hasUnsafeCharacter.ts'
import type { SignedPath } from '../core/visitKey/types.ts'

/* Unknown fields are ignored, because a theme may run an older or newer script than this server for days. */

/** Numeric ids are Shopify's or ours; a gate's number is below 36^6. */
const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const createCleanSchema = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !hasUnsafeCharacter(value), 'must not contain control characters')
const createTextSchema = (max: number) => createCleanSchema(max).min(1)
const lines = z.array(z.object({ productId: id, variantId: id })).max(100)
/** At most as many gates as one proof can name, so that the proof includes every open one. */
const gates = z
  .array(
    z
      .number()
      .int()
      .positive()
      .max(36 ** 6 - 1),
  )
  .max(16)
const cart = createCleanSchema(255).nullish()
const session = createTextSchema(128)

/** At most as many wallets as one check reads. */
const vaults = z.array(createTextSchema(100)).max(4).nullish()

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the base64url of 32 bytes')
/** The public half of a visit's key: two members of its JWK. */
const key = z.object({ x: coordinate, y: coordinate })

/** A request as the visit's key signs it. */
export const SignedFields = z.object({
  /** The body's JSON as a text: nothing on the way respells a text, so the signature is over exact bytes. */
  request: z.string(),
  at: z.number().int(),
  key,
  signature: z.string().regex(/^[A-Za-z0-9+/_-]{86}(==)?$/, 'must be the base64 of 64 bytes'),
})

/** A body that may come as it is, or signed as `SignedFields`. Whether a signature is right, the flow checks. */
function createSignedSchema<Shape extends z.ZodRawShape>(path: SignedPath, body: z.ZodObject<Shape>) {
  const { request: text, ...fields } = SignedFields.shape
  const signed = z.object({ path: z.literal(path), text, ...fields })
  return z
    .unknown()
    .transform((json) => splitSigned(path, json))
    .pipe(body.extend({ signed: signed.nullable() }))
}

function splitSigned(path: SignedPath, json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (!('request' in json) || typeof json.request !== 'string') return { ...json, signed: null }
  const { request: text, ...rest } = json
  return { ...parseObject(text), signed: { ...rest, path, text } }
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

/**
 * Without a wallet, the answer is a text into which account and chain are still to be put. A memo needs both at once.
 */
export const NonceBody = z
  .object({
    chain: createTextSchema(40).optional(),
    walletAddress: createTextSchema(100).optional(),
    method: z.enum(['memo']).optional(),
    /** The key that will sign the visit's requests; without one the visit cannot be renewed. */
    key: key.nullish(),
  })
  .refine(
    ({ chain, walletAddress }) => (chain === undefined) === (walletAddress === undefined),
    'chain and walletAddress go together',
  )

export const UnlockFields = z.object({
  nonce: createTextSchema(64),
  // Absent for a nonce that was issued for one chain.
  chain: createTextSchema(40).optional(),
  walletAddress: createTextSchema(100),
  // A contract wallet's signature is at most 4 KiB of bytes.
  signature: createTextSchema(2 + 2 * 4096),
  // Base64 of a text or a transaction; a transaction has at most 1,232 bytes, a text with its envelope not many more.
  signedMessage: createTextSchema(4096).nullish(),
  vaults,
  gates,
  lines,
  cart,
  session: session.nullish(),
})
export const UnlockBody = createSignedSchema('/unlock', UnlockFields)

/** `leave`: the shopper signs out. */
export const CounterBody = createSignedSchema('/counter', z.object({ session, leave: z.boolean().nullish() }))

const RenewFields = z.object({
  ...{ session, vaults, gates, lines, cart },
  /** Handle of an entry of gated content. */
  content: createTextSchema(255).nullish(),
  /** The gate whose tokens are listed, the key of the token to use, and the language of their texts, as BCP 47. */
  tokens: z
    .object({
      gate: gates.element,
      use: createTextSchema(200).nullish(),
      locale: createTextSchema(35).nullish(),
    })
    .nullish(),
})
export const RenewBody = createSignedSchema('/renew', RenewFields)
