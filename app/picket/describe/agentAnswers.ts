import { z } from 'zod'

/* Schemas of what agents are told. They are also the output schemas of the MCP tools. */
const number = z.int().positive().describe('The number of the gate in the shop.')
const name = z.string().describe('The name of the gate in the shop.')
const claim = z
  .string()
  .describe('The name by which a platform may claim the gate in UCP’s `context.eligibility`.')
const words = z
  .array(z.string())
  .describe('The same in English sentences. Lines inside a group are indented.')

export const FoundGatesAnswer = z.strictObject({
  shop: z.string().describe('The shop’s domain at myshopify.com or mybigcommerce.com.'),
  gates: z
    .array(
      z.strictObject({
        ...{ number, name },
        state: z.enum(['active', 'paused', 'scheduled', 'ended']).describe('What the gate is now.'),
        kind: z
          .enum(['discount', 'exclusive', 'both'])
          .describe('Whether it gives a discount, exclusive access, or both.'),
        about: z
          .strictObject({
            kind: z.enum(['products', 'variants', 'collections', 'all']).describe('What the ids are of.'),
            ids: z
              .array(z.string())
              .describe('Ids of the Storefront API, or BigCommerce’s numbers. Empty for the whole shop.'),
          })
          .describe('What the gate is about.'),
        needs: z
          .looseObject({})
          .describe('What a wallet must hold: join, count, flat, conditions, lines and chains.'),
        gives: z
          .looseObject({})
          .describe(
            'What the gate gives and on which terms: kind, percent or amount, cap, limits and dates.',
          ),
        words: z
          .strictObject({
            gives: z.array(z.string()).describe('What the gate gives.'),
            needs: z.array(z.string()).describe('What a wallet must hold.'),
            terms: z.array(z.string()).describe('Limits and dates, or why it opens for nobody now.'),
          })
          .describe('The same in English, as shoppers read it.'),
        claim,
      }),
    )
    .describe('At most fifty gates, by number.'),
  next: z.int().nullable().describe('Send it as `after` for the gates that follow; null at the end.'),
})

export const ChallengeAnswer = z.strictObject({
  nonce: z.string().describe('To be sent with the signature. It works once.'),
  statement: z.string().describe('The sentence in the text.'),
  message: z.string().describe('The text to sign, byte for byte: CAIP-122, which is EIP-4361 on EVM chains.'),
  expiresAt: z.int().describe('When it can no longer be signed, in unix seconds.'),
})

const unmet = z.array(z.looseObject({})).describe('The conditions that are not met, with what was found.')
const lines = z
  .array(z.looseObject({}))
  .optional()
  .describe('The same as parts of sentences, in reading order.')
const told = { name, words, claim }
const closed = z.strictObject({
  number,
  kind: z.literal('closed').describe('The wallet does not pass, or the gate opens for nobody.'),
  because: z
    .enum(['unmet', 'paused', 'not-started', 'ended', 'used-up', 'sign-in', 'sign-again'])
    .describe('Why. "sign-in": it opens for signed-in customers alone, never for an agent.'),
  unmet,
  lines,
  usedUp: z.looseObject({}).nullable().describe('The limit that is used up; null for another reason.'),
  startsAt: z.int().optional().describe('When the gate starts, in unix seconds.'),
  paused: z.literal(true).optional().describe('Present if the gate is paused.'),
  ...told,
})
const unchecked = z.strictObject({
  number,
  kind: z.literal('unchecked').describe('The answer is unknown. Try again later.'),
  code: z.string().describe('What could not be done.'),
  chain: z.string().nullable().describe('The chain that could not be read.'),
  ...told,
})

export const WhyAnswer = z.strictObject({
  gates: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          number,
          kind: z
            .enum(['met', 'unproven'])
            .describe('"met": the wallet meets the requirement. "unproven": no wallet has signed.'),
          ...told,
        }),
        closed,
        unchecked,
      ]),
    )
    .describe('The gates of the request.'),
})

const open = z.strictObject({
  number,
  kind: z.literal('open').describe('The wallet passes.'),
  reaction: z.string().describe('What the gate gives, as its proof spells it.'),
  endsAt: z.int().describe('When the proof ends, in unix seconds.'),
  wallet: z.string().optional().describe('The wallet that opened it, masked.'),
  ...told,
})

export const UnlockedAnswer = z.strictObject({
  gates: z
    .array(z.discriminatedUnion('kind', [open, closed, unchecked]))
    .describe('The gates of the request.'),
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
  codes: z.array(z.string()).describe('Discount codes, in a shop where they replace proofs.'),
  pass: z
    .literal(true)
    .optional()
    .describe('Present if the server has written a proof into the cart itself.'),
  endsAt: z.int().nullable().describe('When the first proof ends, in unix seconds; null without one.'),
  cartWrites: z
    .array(
      z.strictObject({
        mutation: z.string().describe('The mutation’s name.'),
        query: z.string().describe('Its text, for the Storefront API.'),
        variables: z.looseObject({}).describe('Its variables.'),
      }),
    )
    .describe(
      'What puts the proofs into the cart, in this order. Empty if no gate is open, and for a store of BigCommerce.',
    ),
  context: z
    .strictObject({ eligibility: z.array(z.string()).describe('The claims, one for each gate.') })
    .describe('The claims in the form of UCP’s context.'),
  messages: z
    .array(
      z.strictObject({
        type: z.enum(['info', 'warning']).describe('How to show it.'),
        code: z
          .enum(['eligibility_accepted', 'eligibility_not_accepted'])
          .describe('UCP’s code of the message.'),
        content: z.string().describe('The sentence.'),
        path: z.string().describe('The claim that it is about, as JSONPath.'),
      }),
    )
    .describe('A message about each claim, in the form of UCP.'),
})
