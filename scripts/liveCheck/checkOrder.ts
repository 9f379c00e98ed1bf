import { runQuery } from '../../app/shopify/runOperation.ts'
import { findCheckoutUrl, listProducts, openVisitor, readCart, type Visitor } from './storefront.ts'
import type { Finding, Findings, LiveProbe, LiveRun, Reply } from './types.ts'

const NAME = '_palisade_check'
const READ = `#graphql
  query LiveCheckOrder($id: ID!) {
    order(id: $id) {
      name
      cartToken
      customAttributes { key value }
      gatePass: metafield(namespace: "$app", key: "gate_pass") { value }
    }
  }`

type Order = {
  readonly name: string
  readonly cartToken: string | null
  readonly customAttributes: readonly { readonly key: string; readonly value: string | null }[]
  readonly gatePass: { readonly value: string } | null
}

/** Questions that one test order settles. */
export const checkOrder: LiveProbe = {
  settles: ['cartToken', 'openCheckout', 'cartMetafieldCopy'],
  writes: {
    key: 'write.order',
    text: 'You place one test order; afterwards it is cancelled and refunded if you agree. Use the test mode of your payment provider.',
  },
  run: async (live) => {
    const visitor = await openVisitor(live)
    const product = (await listProducts(visitor, live)).find(({ marks }) => marks === '')
    if (!product) return tellAll('The storefront lists no product without a gate.')
    await visitor.post('/cart/add.js', { id: product.variantId, quantity: 1 })
    await setStage(live, visitor, 'before')
    const { token } = await readCart(visitor)
    const hasPass = await writePass(live, token)
    const url = await findCheckoutUrl(visitor, live)
    if (!url) return tellAll('The shop gives no URL for this cart.')
    const since = Math.floor(Date.now() / 1000) - 60
    if (!(await placeOrder(live, visitor, url))) return tellAll('Nobody placed the test order.')
    const order = await findOrder(live, since)
    if (!order) return tellAll('The app found no such order. It may not be allowed to read orders.')
    return {
      cartToken: compareTokens(token, order),
      openCheckout: compareStage(live, order),
      cartMetafieldCopy: hasPass
        ? comparePass(live, order)
        : { answer: null, seen: 'The cart had no metafield.' },
    }
  },
}

function setStage({ mark }: LiveRun, visitor: Visitor, stage: 'before' | 'after') {
  return visitor.post('/cart/update.js', {
    attributes: { [NAME]: `${mark} ${stage}` },
    note: 'Test order of Palisade’s live check. Do not ship.',
  })
}

async function writePass({ port, mark }: LiveRun, cartToken: string): Promise<boolean> {
  if (!(await port.hasScope('unauthenticated_write_checkouts'))) return false
  return port.writeCartPass({ cartToken, proof: mark }).then(
    () => true,
    () => false,
  )
}

/** Lets a person open the checkout, changes the cart, and lets the person pay. */
async function placeOrder(live: LiveRun, visitor: Visitor, url: string): Promise<boolean> {
  const opened = await live.ask({
    key: 'order.opened',
    steps: [`Open ${url}`, 'Wait until the checkout shows the total. Leave it open.'],
    asks: 'Is the checkout open?',
  })
  if (opened !== 'y') return false
  await setStage(live, visitor, 'after')
  const paid = await live.ask({
    key: 'order.paid',
    steps: [
      'Pay in the checkout that is open. Change nothing in the cart.',
      'Wait for the page that thanks you.',
    ],
    asks: 'Did the shop take the order?',
  })
  return paid === 'y'
}

async function findOrder(live: LiveRun, since: number): Promise<Order | null> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { orders } = await live.port.listOrders({ since, after: null })
    for (const { id } of orders) {
      const { order } = await runQuery<{ order: Order | null }>({
        graphql: live.graphql,
        document: READ,
        variables: { id: `gid://shopify/Order/${id}` },
      })
      if (!order || !stageOf(live, order)) continue
      live.onEnd(() => cancelOrder(live, id, order.name))
      return order
    }
    await live.wait(3_000)
  }
  return null
}

async function cancelOrder({ ask, say, port, mark }: LiveRun, orderId: number, name: string): Promise<void> {
  const asks = `Cancel and refund the test order ${name}?`
  // Of an aborted check nobody answers.
  const reply = await ask({ key: 'order.cancel', steps: [], asks }).catch((): Reply => 'skip')
  if (reply !== 'y') {
    say(`The test order ${name} stays. Cancel it in Shopify.`)
    return
  }
  await port.cancelOrder({ orderId, notify: false, note: `Test order of Palisade’s live check ${mark}` })
}

function stageOf({ mark }: LiveRun, { customAttributes }: Order): string | null {
  const value = customAttributes.find(({ key }) => key === NAME)?.value ?? ''
  return value.startsWith(`${mark} `) ? value.slice(mark.length + 1) : null
}

const withoutKey = (token: string) => token.replace(/\?.*$/, '')

function compareTokens(token: string, { cartToken }: Order): Finding {
  if (cartToken === null) return { answer: 'other', seen: 'The order names no cart.' }
  const isSame = withoutKey(cartToken) === withoutKey(token)
  return { answer: isSame ? 'same' : 'other', seen: `The order’s token has ${cartToken.length} characters.` }
}

function compareStage(live: LiveRun, order: Order): Finding {
  const stage = stageOf(live, order)
  return {
    answer: stage === 'after' ? 'at-once' : 'with-line',
    seen: `The order has the value from ${stage}.`,
  }
}

function comparePass({ mark }: LiveRun, { gatePass }: Order): Finding {
  const isCopied = gatePass?.value === mark
  return {
    answer: isCopied ? 'copied' : 'lost',
    seen: `The order ${isCopied ? 'has' : 'lacks'} the metafield.`,
  }
}

function tellAll(seen: string): Findings {
  return Object.fromEntries(checkOrder.settles.map((id) => [id, { answer: null, seen }]))
}
