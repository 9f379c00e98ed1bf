import type { ProofLine } from '../../core/gate/answer.ts'

/** The name of the attribute that carries a proof: docs/spec/checkout.md. */
const PROOF_KEY = '_palisade'

type Attribute = { readonly key: string; readonly value: string }

/** A mutation of Shopify's Storefront API, ready to send: its text and its variables. */
export type CartWrite = {
  readonly mutation: 'cartCreate' | 'cartAttributesUpdate' | 'cartLinesUpdate' | 'cartDiscountCodesUpdate'
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export type ComposeCartWritesParameters = {
  readonly proof: string | null
  readonly lineProofs: readonly (ProofLine & { readonly proof: string })[]
  readonly codes: readonly string[]
  readonly lines: readonly (ProofLine & {
    readonly quantity?: number | null | undefined
    readonly id?: string | null | undefined
    readonly attributes?: readonly Attribute[] | null | undefined
  })[]
  /** The cart as the agent read it; null or absent to create one. */
  readonly cart?:
    | {
        readonly id: string
        readonly attributes?: readonly Attribute[] | null | undefined
        readonly discountCodes?: readonly string[] | null | undefined
      }
    | null
    | undefined
}

const ANSWER = 'cart { id checkoutUrl } userErrors { code field message }'
const QUERIES = {
  cartCreate: `mutation CreateCart($input: CartInput!) { cartCreate(input: $input) { ${ANSWER} } }`,
  cartAttributesUpdate: `mutation SetAttributes($cartId: ID!, $attributes: [AttributeInput!]!) { cartAttributesUpdate(cartId: $cartId, attributes: $attributes) { ${ANSWER} } }`,
  cartLinesUpdate: `mutation SetLines($cartId: ID!, $lines: [CartLineUpdateInput!]!) { cartLinesUpdate(cartId: $cartId, lines: $lines) { ${ANSWER} } }`,
  cartDiscountCodesUpdate: `mutation SetCodes($cartId: ID!, $discountCodes: [String!]!) { cartDiscountCodesUpdate(cartId: $cartId, discountCodes: $discountCodes) { ${ANSWER} } }`,
} as const satisfies Record<CartWrite['mutation'], string>

/**
 * Compose what puts proofs and codes into a cart, in order. The Storefront API replaces the whole set of attributes and
 * of codes, so what the cart has already is repeated. None if nothing is open.
 */
export function composeCartWrites(parameters: ComposeCartWritesParameters): CartWrite[] {
  const { proof, lineProofs, codes, lines, cart } = parameters
  if (proof === null && lineProofs.length === 0 && codes.length === 0) return []
  // A line without a new proof keeps what it has: it may be about a gate that nobody asked for now.
  const ofLine = ({ productId, variantId, attributes }: (typeof lines)[number]) => {
    const own = lineProofs.find((one) => one.productId === productId && one.variantId === variantId)
    return own ? mergeProof(attributes ?? [], own.proof) : null
  }
  if (!cart) {
    const input = {
      attributes: proof === null ? [] : mergeProof([], proof),
      discountCodes: codes,
      lines: lines.map((line) => ({
        merchandiseId: `gid://shopify/ProductVariant/${line.variantId}`,
        quantity: line.quantity ?? 1,
        attributes: ofLine(line) ?? line.attributes ?? [],
      })),
    }
    return [toWrite('cartCreate', { input })]
  }
  const { id: cartId } = cart
  const attributes = proof === null ? null : mergeProof(cart.attributes ?? [], proof)
  const changed = lines.flatMap(({ id, ...line }) => {
    const own = id ? ofLine(line) : null
    return own ? [{ id, attributes: own }] : []
  })
  const discountCodes = [...new Set([...(cart.discountCodes ?? []), ...codes])]
  return [
    ...(attributes ? [toWrite('cartAttributesUpdate', { cartId, attributes })] : []),
    ...(changed.length > 0 ? [toWrite('cartLinesUpdate', { cartId, lines: changed })] : []),
    ...(codes.length > 0 ? [toWrite('cartDiscountCodesUpdate', { cartId, discountCodes })] : []),
  ]
}

function toWrite(mutation: CartWrite['mutation'], variables: CartWrite['variables']): CartWrite {
  return { mutation, query: QUERIES[mutation], variables }
}

function mergeProof(attributes: readonly Attribute[], proof: string): Attribute[] {
  return [...attributes.filter(({ key }) => key !== PROOF_KEY), { key: PROOF_KEY, value: proof }]
}
