import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DemoFacts } from './composeFacts.ts'
import type { SeededGate } from './seedGates.ts'
import type { Checkout, Json } from './shopper.ts'
import type { Login } from './signLogin.ts'

/*
 * A shopping assistant: the example of docs/integrations/agents.md with a wallet of the demo, a cart of the Storefront
 * API, and its checkout.
 */
export type AgentCart = { readonly id: string; readonly checkoutUrl: string }
type FillCart = (parameters: {
  readonly mcp: string
  readonly storefront: (query: string, variables: Json) => Promise<Json>
  readonly wallet: { readonly chain: string; readonly address: string; readonly sign: Login['sign'] }
  readonly line: { readonly productId: number; readonly variantId: number }
}) => Promise<{
  readonly gates: readonly { number: number; kind: string; words: string[] }[]
  readonly cart: AgentCart | null
}>
const example = 'docs/integrations/examples/agent/fillCart.mjs'
const { fillCart } = (await import(pathToFileURL(path.resolve(example)).href)) as { fillCart: FillCart }

/** Let the assistant fill a cart with a gate's product, for a wallet that signs. */
export function fillAgentCart(facts: DemoFacts, gate: SeededGate, wallet: Login) {
  const { productId, variantId } = gate
  return fillCart({
    mcp: `${facts.api}/agents/${facts.keys.publishable}/mcp`,
    storefront: (query, variables) => askStorefront(facts, query, variables),
    wallet: { chain: wallet.chain, address: wallet.walletAddress, sign: wallet.sign },
    line: { productId, variantId },
  })
}

/** Make a cart that carries whatever an assistant claims. */
export async function createClaimedCart(
  facts: DemoFacts,
  { variantId }: SeededGate,
  claimed: string,
): Promise<AgentCart> {
  const attributes = [{ key: '_palisade', value: claimed }]
  const lines = [{ merchandiseId: `gid://shopify/ProductVariant/${variantId}`, quantity: 1, attributes }]
  const query =
    'mutation Claim($input: CartInput!) { cartCreate(input: $input) { cart { id checkoutUrl } userErrors { message } } }'
  const { cartCreate } = await askStorefront(facts, query, { input: { attributes, lines } })
  return (cartCreate as { cart: AgentCart }).cart
}

/** The proof that a cart carries; '' for none. */
export async function readCartProof(facts: DemoFacts, { id }: AgentCart): Promise<string> {
  const query = 'query Cart($id: ID!) { cart(id: $id) { attribute(key: "_palisade") { value } } }'
  const { cart } = await askStorefront(facts, query, { id })
  return (cart as { attribute: { value: string } | null }).attribute?.value ?? ''
}

/** Open a cart's checkout, and buy: the order is undefined if the checkout refused. */
export async function checkOut({ checkoutUrl }: AgentCart) {
  const headers = { accept: 'application/json' }
  const checkout = (await (await fetch(checkoutUrl, { headers })).json()) as Checkout
  const complete = new URL(`/checkout/complete${new URL(checkoutUrl).search}`, checkoutUrl)
  const bought = await fetch(complete, { method: 'POST', headers })
  const { order } = (await bought.json()) as { order?: { total: string; subtotal: string } }
  return { checkout, order }
}

async function askStorefront({ storefront }: DemoFacts, query: string, variables: Json): Promise<Json> {
  const response = await fetch(`${storefront}/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await response.json()) as { data: Json; errors?: { message: string }[] }
  if (errors?.[0]) throw new Error(errors[0].message)
  return data
}
