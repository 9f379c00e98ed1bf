import { z } from 'zod'
import { UnlockFields } from '../../proxy/wire.ts'

/* Unknown fields are ignored, as at the other addresses of a storefront. */

/** An id of Shopify: its number, or the Storefront API's text, which agents have at hand. */
function createIdSchema(type: 'Product' | 'ProductVariant') {
  const pattern = new RegExp(`^gid://shopify/${type}/[1-9][0-9]{0,15}$`)
  const number = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
  const text = z.string().regex(pattern, `must be a number, or gid://shopify/${type}/ and a number`)
  return z
    .union([number, text], `must be a number, or gid://shopify/${type}/ and a number`)
    .transform((id) => (typeof id === 'number' ? id : Number(id.slice(id.lastIndexOf('/') + 1))))
    .refine(Number.isSafeInteger, 'is too large')
}

const { nonce, chain, walletAddress, signature, signedMessage, vaults, gates } = UnlockFields.shape
const someGates = gates.min(1)
const attributes = z.array(z.object({ key: z.string().max(255), value: z.string().max(5000) })).max(250)

/** The gates about some products, or all of the shop, fifty at a time. */
export const FindGatesBody = z.object({
  products: z.array(createIdSchema('Product')).min(1).max(50).nullish(),
  after: z.number().int().positive().nullish(),
})

/** An agent knows its wallet before it asks. */
export const ChallengeBody = z.object({ chain: chain.unwrap(), walletAddress })

export const UnlockForAgentBody = z.object({
  ...{ nonce, chain, walletAddress, signature, signedMessage, vaults },
  gates: someGates,
  /** What is bought; `id` and `attributes` of lines that are in the cart already. */
  lines: z
    .array(
      z.object({
        productId: createIdSchema('Product'),
        variantId: createIdSchema('ProductVariant'),
        quantity: z.number().int().positive().max(1_000_000).nullish(),
        id: z.string().min(1).max(255).nullish(),
        attributes: attributes.nullish(),
      }),
    )
    .max(100)
    .default([]),
  /** A cart of the Storefront API as the agent read it; null to create one. */
  cart: z
    .object({
      id: z.string().regex(/^gid:\/\/shopify\/Cart\/[!-~]{1,255}$/, 'must be the id of the Storefront API'),
      attributes: attributes.nullish(),
      discountCodes: z.array(z.string().max(255)).max(100).nullish(),
    })
    .nullish(),
})

/** Without a signature it answers what everybody may know. */
export const WhyBody = z
  .object({
    gates: someGates,
    nonce: nonce.nullish(),
    chain: chain.nullish(),
    walletAddress: walletAddress.nullish(),
    signature: signature.nullish(),
    signedMessage,
    vaults,
  })
  .refine(
    ({ nonce, walletAddress, signature }) =>
      (nonce == null) === (signature == null) && (nonce == null) === (walletAddress == null),
    'needs nonce, walletAddress and signature together, or none of them',
  )

export type UnlockForAgentInput = z.output<typeof UnlockForAgentBody>
