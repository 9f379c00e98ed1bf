import { makeVisitKey } from '../../visitKey.ts'
import type { StoreFacts } from './openStore.ts'
import type { Json } from './shopper.ts'
import type { Login } from './signLogin.ts'

type Step = (name: string, isRight: boolean, what: string) => void
type Placed = {
  readonly id: number
  readonly statusId: number
  readonly subtotal: number
  readonly shipping: number
  readonly total: number
  readonly coupons: readonly { readonly code: string }[]
  readonly staffNotes: string
}
type Item = StoreFacts['gate']
type Visit = { readonly codes: readonly string[]; readonly kind: string }

/** BigCommerce's "Cancelled", and "Manual Verification Required". */
const STOPPED = [5, 12]

/** Buy at the store at BigCommerce: a holder by a coupon of one use, and what the store does with orders without one. */
export async function buyAtStore(parameters: {
  readonly facts: StoreFacts
  readonly holder: Login
  readonly outsider: Login
  readonly step: Step
}): Promise<void> {
  const { facts, holder, outsider, step } = parameters
  const { gate, exclusiveGate } = facts
  console.log(`\nThe holder buys at BigCommerce: ${facts.storefront}`)
  const opened = await unlock(facts, gate, holder)
  const [code = ''] = opened.codes
  step(
    'ownership',
    opened.kind === 'open' && code !== '',
    `gate ${gate.id} is ${opened.kind}, it gives ${code}`,
  )
  const order = await buy(facts, gate, code)
  step('order', goods(order) === order.subtotal * 0.8, `${price(order.subtotal)} → ${price(goods(order))}`)
  const settled = await waitFor(facts, order, ({ staffNotes }) => staffNotes.includes('token-gate'))
  step('settled', settled !== null, `the order's staff notes: ${settled?.staffNotes}`)
  const again = await buy(facts, gate, code)
  step('second use', goods(again) === again.subtotal, `the same coupon again: ${price(goods(again))}`)

  console.log('\nThe outsider tries the same')
  const refused = await unlock(facts, gate, outsider)
  step(
    'ownership',
    refused.kind === 'closed' && refused.codes.length === 0,
    `gate ${gate.id} is ${refused.kind}`,
  )
  // Orders of a gate's first minutes are let through: the shopper may have paid before.
  await moveClock(facts, 600)
  const bare = await buy(facts, exclusiveGate, null)
  const stopped = await waitFor(facts, bare, ({ statusId }) => STOPPED.includes(statusId))
  step(
    'exclusive',
    stopped !== null,
    `an order of what only holders may buy gets status ${stopped?.statusId}`,
  )
  await moveClock(facts, 0)
  const member = await unlock(facts, exclusiveGate, holder)
  const cap = await buy(facts, exclusiveGate, member.codes[0] ?? null)
  const kept = await waitFor(facts, cap, ({ staffNotes }) => staffNotes.includes('token-gate'))
  step(
    'holder',
    kept !== null && !STOPPED.includes(kept.statusId),
    `the holder's order has status ${kept?.statusId}`,
  )
}

/** Unlock over the addresses that the store's pages ask, from a page of the store. */
async function unlock(facts: StoreFacts, { id, productId, variantId }: Item, wallet: Login): Promise<Visit> {
  const browser = makeVisitKey()
  const send = async (path: string, body: object) => {
    const response = await fetch(`${facts.api}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: facts.storefront },
      body: JSON.stringify(browser.toWire(path, body)),
    })
    return (await response.json()) as Json
  }
  const { walletAddress, chain, sign } = wallet
  const { nonce, message } = await send('nonce', { chain, walletAddress })
  const signature = await sign(String(message))
  const lines = [{ productId, variantId }]
  const answer = await send('unlock', { nonce, walletAddress, signature, gates: [id], lines })
  const [gate] = (answer.gates ?? []) as { kind: string }[]
  const codes = ((answer.codes ?? []) as { code: string }[]).map(({ code }) => code)
  return { codes, kind: gate?.kind ?? String(answer.code) }
}

/** Buy one unit in a browser of its own, with a coupon if the store takes it. */
async function buy(
  { storefront }: StoreFacts,
  { productId, variantId }: Item,
  code: string | null,
): Promise<Placed> {
  let cookie = ''
  const send = async (path: string, form: Record<string, string>) => {
    const answer = await fetch(`${storefront}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams(form),
    })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return answer
  }
  await send('/cart.php', { product_id: `${productId}`, variant_id: `${variantId}`, qty: '1' })
  if (code !== null) await send('/checkout/coupon', { code })
  const placed = await send('/checkout/order', { email: 'jo@example.com' })
  const id = Number(placed.headers.get('location')?.split('/').at(-1))
  const order = await findOrder(storefront, id)
  if (!order) throw new Error(`The store took no order: ${placed.status}.`)
  return order
}

async function findOrder(storefront: string, id: number): Promise<Placed | undefined> {
  const { orders } = (await (await fetch(`${storefront}/standin`)).json()) as { orders: Placed[] }
  return orders.find((order) => order.id === id)
}

/** Wait until the app has settled an order; null if it has not after twenty seconds. */
async function waitFor(
  { storefront }: StoreFacts,
  { id }: Placed,
  isRight: (order: Placed) => boolean,
): Promise<Placed | null> {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const order = await findOrder(storefront, id)
    if (order && isRight(order)) return order
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return null
}

const moveClock = ({ storefront }: StoreFacts, offsetSeconds: number) =>
  fetch(`${storefront}/standin/clock`, { method: 'POST', body: JSON.stringify({ offsetSeconds }) })

/** What the goods cost, without shipping. */
const goods = ({ total, shipping }: Placed) => total - shipping
const price = (cents: number) => (cents / 100).toFixed(2)
