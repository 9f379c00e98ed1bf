import { z } from 'zod'

const createTextSchema = (most: number) => z.string().min(1).max(most)
const query = z.string().max(16_384)
const wallet = { query, chain: createTextSchema(40), walletAddress: createTextSchema(128) }

/** The bodies that the authorize page posts: each step, with the original query. */
export const AuthorizeStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('names'), query }),
  z.object({
    step: z.literal('message'),
    ...wallet,
    /** For a Solana wallet that cannot sign texts. */
    method: z.literal('memo').optional(),
  }),
  z.object({
    step: z.literal('signature'),
    ...wallet,
    signature: createTextSchema(8300),
    /** Base64 of the signed transaction, if the step `message` used the method `memo`. */
    signedMessage: createTextSchema(4096).optional(),
    context: z.object({
      domain: createTextSchema(300),
      uri: createTextSchema(600),
      issuedAt: createTextSchema(60),
      chainId: z.number().int().positive(),
    }),
  }),
])
export type AuthorizeStep = z.infer<typeof AuthorizeStep>
