import { expect } from 'vitest'
import type { Json, Store } from '../standin/demo/shopper.ts'
import { completeCheckout, openCheckout, post, send } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { EXPECTED_KNOBS, KNOB_ANSWERS, type Knobs } from '../standin/shopify/knobs.ts'
import type { StandinShop } from '../standin/shopify/state.ts'

/*
 * Purchases under any answers of Shopify: the real server, Functions, app proxy and settlement. The shopper writes into
 * the cart what the theme block would.
 */
type Wallet = 'holder' | 'outsider'
type Gates = RunningDemo['facts']['gates']
type CartView = { token: string; items: { key: string }[] }

/** These matter only with the setting that `knobCarts.test.ts` switches on. */
const OF_CART_METAFIELD = ['cartMetafieldToken', 'cartMetafieldCopy']
/** Every answer that the app does not expect, with its question. */
export const UNEXPECTED = KNOB_ANSWERS.flatMap(({ id, answers }) =>
  answers.map((answer) => [id, answer] as const),
).filter(([id, answer]) => EXPECTED_KNOBS[id] !== answer && !OF_CART_METAFIELD.includes(id))

/** Find the store of a gate's product. */
export function findStore(storefront: string, gates: Gates, handle: string): Store {
  const gate = gates.find((one) => one.handle === handle)
  if (!gate) throw new Error(`The demo has no gate for ${handle}.`)
  return { storefront, gate }
}

/** Set how Shopify answers a shop; default: the demo's. */
export async function setKnobs(
  demo: RunningDemo,
  knobs: Partial<Knobs>,
  { myshopifyDomain: shop }: StandinShop = demo.shop,
): Promise<void> {
  const response = await send(`${demo.shopify.graphqlOrigin}/standin/knobs`, { shop, ...knobs })
  expect(response.status).toBe(200)
}

async function unlock(
  demo: RunningDemo,
  { storefront, gate }: Store,
  wallet: Wallet,
  cart: string,
): Promise<Json> {
  const proxy = `${storefront}/apps/palisade`
  const { chain, walletAddress, sign } = loginWithEvm(demo.facts.chains.ethereum.wallets[wallet])
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const { id, productId, variantId } = gate
  const signature = await sign(String(message))
  const lines = [{ productId, variantId }]
  return post(`${proxy}/unlock`, { nonce, walletAddress, signature, gates: [id], lines, cart })
}

/** Add a product, open its gate if a wallet is given, and write the proofs, as the block does. */
export async function fillCart(
  demo: RunningDemo,
  store: Store,
  { wallet, isOpened = false }: { wallet?: Wallet; isOpened?: boolean },
) {
  const { storefront, gate } = store
  const added = await send(`${storefront}/cart/add.js`, { id: gate.variantId, quantity: 1 })
  const cookie = added.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const view = (await (await fetch(`${storefront}/cart.js`, { headers: { cookie } })).json()) as CartView
  const cart = { token: view.token, cookie }
  if (isOpened) await openCheckout(store, cart)
  if (!wallet) return { cart, answer: null }
  const answer = await unlock(demo, store, wallet, view.token)
  const [line] = (answer.lineProofs ?? []) as { proof: string }[]
  const discount = ((answer.codes ?? []) as { code: string }[]).map(({ code }) => code).join()
  const attributes = { _palisade: String(answer.proof ?? '') }
  // A shop may refuse either; the block goes on.
  await send(`${storefront}/cart/update.js`, { attributes, ...(discount && { discount }) }, cookie)
  const change = { id: view.items[0]?.key, quantity: 1, properties: { _palisade: line?.proof } }
  if (line) await send(`${storefront}/cart/change.js`, change, cookie)
  return { cart, answer }
}

/** Buy a product; `off` is what the shopper saves. */
export async function buy(
  demo: RunningDemo,
  store: Store,
  options: { wallet?: Wallet; isOpened?: boolean } = {},
) {
  const { cart } = await fillCart(demo, store, options)
  const { errors, subtotal, total } = await openCheckout(store, cart)
  const order = (await completeCheckout(store, cart)) as { id: number; total: string } | undefined
  const off = Number(subtotal) - Number(total)
  // The checkout shows what the order costs.
  if (order) expect(order.total).toBe(total)
  return { id: order?.id, bought: order !== undefined, off, errors: errors.map(({ message }) => message) }
}
