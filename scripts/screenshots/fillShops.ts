import { fillShop } from '../../test/e2e/walkAdmin.ts'
import { loadShop } from '../../test/standin/demo/composeFacts.ts'
import { planHarborGates, seedGates } from '../../test/standin/demo/seedGates.ts'
import { post, send } from '../../test/standin/demo/shopper.ts'
import { copyShops } from '../../test/standin/demo/shops.ts'
import type { RunningDemo } from '../../test/standin/demo/startDemo.ts'
import { sendWebhook } from '../../test/standin/shopify/webhooks/sendWebhook.ts'
import {
  buyWith,
  changeGate,
  grantScopes,
  loadGate,
  openCart,
  readTaggedOrders,
  type SeenOrder,
  unlockWith,
} from './actInShop.ts'

/** A customer of every shop of the demo. */
export const CUSTOMER = 7_766_554_433_221

/** The shops of the pictures. */
export type Shops = {
  /** A shop in use that may tag customers, but not hold orders. */
  readonly busy: RunningDemo
  /** A shop that may hold orders, with one order for each outcome. */
  readonly held: RunningDemo & { readonly orders: readonly SeenOrder[] }
  /** A shop in which much is wrong: no block in its theme, a change that Shopify refuses. */
  readonly troubled: RunningDemo
  /** The admin of a shop that may not run Functions, and its exclusive gate. */
  readonly small: { readonly admin: string; readonly gate: number }
}

/** Open the shops and let people use them. */
export async function fillShops(demo: RunningDemo): Promise<Shops> {
  await fillBusyShop(demo)
  const held = await demo.addShops()
  const orders = await fillHeldShop(held)
  const troubled = await demo.addShops()
  await fillTroubledShop(troubled)
  return { busy: demo, held: { ...held, orders }, troubled, small: await openSmallShop(demo) }
}

async function openSmallShop(demo: RunningDemo): Promise<Shops['small']> {
  const seed = copyShops(demo.shopify.state.shops.size).harbor
  const shop = await demo.shopify.addShop(seed)
  shop.functionsAllowed = false
  const forms = planHarborGates(demo.facts.chains).slice(1, 2)
  const [gate] = await seedGates({ merchant: demo.merchant, shop: seed, forms })
  return { admin: demo.shopify.adminUrlOf(shop), gate: gate?.id ?? 0 }
}

async function fillBusyShop(demo: RunningDemo): Promise<void> {
  await grantScopes(demo, ['write_customers'])
  const orders = { onViolation: 'hold', holdsSuspects: false, showsWallet: true }
  const body = { ...orders, usesCartMetafield: false, tagsCustomers: true, writesReceipts: true }
  await demo.requestAdmin({ path: '/app/settings.data', body })
  await fillShop(demo)
  const { line } = await unlockWith({ demo, place: 0, wallet: 'holder', customerId: CUSTOMER })
  await unlockWith({ demo, place: 0, wallet: 'outsider' })
  await buyWith({ demo, place: 0, proofs: { line } })
  await changeGate(demo, loadGate(demo, 0).id, { limits: { perWallet: '50', perToken: '', total: '' } })
  const twice = { limits: { perWallet: '', perToken: '2', total: '' }, showsUses: true }
  await changeGate(demo, loadGate(demo, 2).id, twice)
  const payload = {
    ...{ shop_id: demo.shop.id, shop_domain: demo.shop.myshopifyDomain, orders_requested: [] },
    ...{ customer: { id: CUSTOMER }, data_request: { id: 9999 } },
  }
  const { apiSecret } = demo.merchant
  const topic = 'customers/data_request'
  await sendWebhook({ appUrl: demo.app.origin, apiSecret, shop: demo.shop, topic, payload })
}

async function fillHeldShop(demo: RunningDemo): Promise<SeenOrder[]> {
  const { storefront } = demo.facts
  await grantScopes(demo, demo.shopify.state.scopes.optional)
  const { line } = await unlockWith({ demo, place: 1, wallet: 'holder' })
  await buyWith({ demo, place: 1, proofs: { line } })
  await readTaggedOrders(demo, 1)
  // One use for each wallet, which the holder has had.
  await changeGate(demo, loadGate(demo, 0).id, { limits: { perWallet: '1', perToken: '', total: '' } })
  await unlockWith({ demo, place: 0, wallet: 'holder' })
  await buyWith({ demo, place: 1, proofs: { line } })
  await readTaggedOrders(demo, 2)
  const other = await unlockWith({
    ...{ demo, place: 1, wallet: 'holder' },
    cart: await openCart(demo, 1),
  })
  await buyWith({ demo, place: 1, proofs: { cart: other.cart } })
  await readTaggedOrders(demo, 3)
  await post(`${storefront}/standin/clock`, { offsetSeconds: 600 })
  await send(`${storefront}/standin/orders`, {
    ...{ source: 'api', lines: [{ variantId: loadGate(demo, 1).variantId }] },
  })
  const orders = await readTaggedOrders(demo, 4)
  const wallets = demo.facts.chains.ethereum.wallets.holder.address
  await changeGate(demo, loadGate(demo, 2).id, { test: { isOn: true, wallets } })
  return orders
}

async function fillTroubledShop(demo: RunningDemo): Promise<void> {
  loadShop(demo.shopify, demo.facts.shop).hasBlocks = false
  await post(`${demo.shopify.graphqlOrigin}/standin/fail`, {
    ...{ operation: 'metafieldsSet', times: 1000, shop: demo.facts.shop },
    userErrors: [{ message: 'The value is too large.' }],
  })
  await changeGate(demo, loadGate(demo, 1).id, { cap: '2' })
}

/** The thank-you page of an order. */
export function findThanks({ facts, shop, orders }: Shops['held'], place: number): string {
  const order = shop.orders.find(({ id }) => id === orders[place]?.id)
  if (!order) throw new Error(`The shop has no order ${place}.`)
  return `${facts.storefront}/checkout/thank-you/${order.token}`
}
