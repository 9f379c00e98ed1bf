import { z } from 'zod'

/* Schemas of what a headless storefront is told. Only tests parse answers with them, as with those in answers.ts. */
const gateNumber = z.int().positive().describe('The number of the gate in the shop.')

export const GateListAnswer = z.strictObject({
  shop: z.string().describe('The shop’s domain at myshopify.com or mybigcommerce.com.'),
  products: z
    .record(z.string(), z.array(gateNumber))
    .describe('Maps each product’s id to the numbers of the gates about it or one of its variants.'),
  gates: z
    .array(
      z.strictObject({
        number: gateNumber,
        name: z.string().describe('The name of the gate in the shop.'),
        state: z.enum(['active', 'paused', 'scheduled', 'ended']).describe('What the gate is now.'),
        kind: z
          .enum(['discount', 'exclusive', 'both'])
          .describe('Whether it gives a discount, exclusive access, or both.'),
        needs: z
          .looseObject({})
          .describe('What a wallet must hold: join, count, flat, conditions, lines and chains.'),
        gives: z
          .looseObject({})
          .describe(
            'What the gate gives and on which terms: kind, percent or amount, cap, limits and dates.',
          ),
      }),
    )
    .describe('Every gate that products names, by number.'),
})

export const StorefrontNonceAnswer = z.strictObject({
  nonce: z.string().describe('To be sent with the signature.'),
  statement: z.string().describe('The sentence in the text.'),
  message: z
    .string()
    .describe(
      'The text to sign, byte for byte. Without a wallet in the request, [family], [address] and [chain] are to be filled in.',
    ),
  expiresAt: z.int().describe('When it can no longer be signed, in unix seconds.'),
  input: z
    .looseObject({})
    .optional()
    .describe('For a wallet that composes the text itself: solana:signIn, or ERC-7846.'),
  transaction: z
    .string()
    .optional()
    .describe('Only with the method "memo": the transaction to sign, in base64.'),
})

const id = gateNumber
const gate = z.discriminatedUnion('kind', [
  z.strictObject({
    id,
    kind: z.literal('open').describe('The wallet passes.'),
    reaction: z.string().describe('What the gate gives, as its proof spells it.'),
    endsAt: z.int().describe('When the proof ends, in unix seconds.'),
    wallet: z.string().optional().describe('The wallet that opened it, masked.'),
  }),
  z.strictObject({
    id,
    kind: z.literal('closed').describe('The wallet does not pass.'),
    because: z
      .enum(['unmet', 'paused', 'not-started', 'ended', 'used-up', 'sign-in', 'sign-again'])
      .describe(
        'Why. "sign-in": it opens for signed-in customers alone. "sign-again": the wallet must sign a new login.',
      ),
    unmet: z.array(z.looseObject({})).describe('The conditions that are not met.'),
    lines: z
      .array(z.looseObject({}))
      .optional()
      .describe('The same as lines of a sentence, in reading order.'),
    usedUp: z.looseObject({}).nullable().describe('The limit that is used up; null for another reason.'),
    startsAt: z.int().optional().describe('When the gate starts, in unix seconds.'),
    paused: z.literal(true).optional().describe('Present if the gate is paused.'),
  }),
  z.strictObject({
    id,
    kind: z.literal('unchecked').describe('The answer is unknown. Try again later.'),
    code: z.string().describe('What could not be done.'),
    chain: z.string().nullable().describe('The chain that could not be read.'),
  }),
])

export const ProofsAnswer = z.strictObject({
  gates: z.array(gate).describe('The gates of the request.'),
  proof: z.string().nullable().describe('For the cart attribute "_palisade". Null if no gate is open.'),
  lineProofs: z
    .array(
      z.strictObject({
        productId: z.int().describe('The product’s id.'),
        variantId: z.int().describe('The variant’s id.'),
        proof: z.string().describe('For the line’s attribute "_palisade".'),
      }),
    )
    .describe('A proof for each line of the request that an open gate is about.'),
  session: z.string().describe('Send it to renew, and to unlock with another wallet. Valid for two hours.'),
  pass: z
    .literal(true)
    .optional()
    .describe('Present if the server has written a proof into the cart itself.'),
  codes: z
    .array(
      z.strictObject({
        gate: gateNumber,
        code: z.string().describe('The discount code to enter into the cart.'),
      }),
    )
    .optional()
    .describe('Present if discount codes replace proofs in this shop.'),
  content: z
    .string()
    .optional()
    .describe(
      'Only if a renewal named an entry whose gate is open: the entry as JSON of Shopify’s rich text.',
    ),
  tokens: z
    .array(
      z.strictObject({
        key: z.string().describe('Names the token in a renewal that chooses it.'),
        name: z.string().describe('Its own name, or its collection’s with its number.'),
        state: z
          .enum(['chosen', 'free', 'reserved', 'used'])
          .describe('"chosen": this visit uses it. "reserved": another cart has its last use.'),
        text: z.string().describe('The state as a text, in the language that was asked for.'),
        picture: z
          .string()
          .optional()
          .describe('A picture as a data: URL, if the token’s own contract holds one.'),
      }),
    )
    .optional()
    .describe('Only if a renewal asked for the tokens of a gate: those that it may use up for this visit.'),
  note: z.string().optional().describe('Only if there are no such tokens: a text that says so.'),
  suggestedVaults: z
    .array(z.string())
    .optional()
    .describe('Vaults that may have delegated what the wallet lacks.'),
})
