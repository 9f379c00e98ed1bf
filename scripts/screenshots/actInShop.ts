import { completeCheckout, fillCart, post, send } from '../../test/standin/demo/shopper.ts'
import { loginWithEvm } from '../../test/standin/demo/signLogin.ts'
import type { RunningDemo } from '../../test/standin/demo/startDemo.ts'

/** A gate of the demo's shop, by its place. @throws Error if there is none. */
export function loadGate({ facts }: RunningDemo, place: number) {
  const gate = facts.gates[place]
  if (!gate) throw new Error(`The demo's shop has no gate ${place}.`)
  return gate
}

/** The proof of a product's line, and that of its whole cart; empty if the gate stays closed. */
export type Proofs = { readonly line: string; readonly cart: string }

/** Ask a gate with a demo wallet. */
export async function unlockWith(parameters: {
  demo: RunningDemo
  place: number
  wallet: 'holder' | 'outsider'
  /** The customer who is signed in; nobody if left out. */
  customerId?: number
  /** Token of the cart that it is for. */
  cart?: string
}): Promise<Proofs> {
  const { demo, place, wallet, customerId = null, cart = null } = parameters
  const { storefront, chains } = demo.facts
  const { id, productId, variantId } = loadGate(demo, place)
  const login = await send(`${storefront}/standin/login`, { customerId })
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const { chain, walletAddress, sign } = loginWithEvm(chains.ethereum.wallets[wallet])
  const proxy = `${storefront}/apps/palisade`
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const body = {
    ...{ nonce, walletAddress, signature: await sign(String(message)) },
    ...{ gates: [id], lines: [{ productId, variantId }], cart },
  }
  const answer = (await (await send(`${proxy}/unlock`, body, cookie)).json()) as {
    proof?: string | null
    lineProofs?: { proof: string }[]
  }
  return { line: answer.lineProofs?.[0]?.proof ?? '', cart: answer.proof ?? '' }
}

/** Fill a cart with a gate's product; returns its token. */
export async function openCart(demo: RunningDemo, place: number): Promise<string> {
  return (await fillCart({ storefront: demo.facts.storefront, gate: loadGate(demo, place) }, null)).token
}

/** Buy a gate's product with these proofs, from a cart of its own. @throws Error if the checkout refuses. */
export async function buyWith({
  demo,
  place,
  proofs,
}: {
  demo: RunningDemo
  place: number
  proofs: Partial<Proofs>
}): Promise<void> {
  const store = { storefront: demo.facts.storefront, gate: loadGate(demo, place) }
  const properties = proofs.line ? { _palisade: proofs.line } : {}
  const order = await completeCheckout(store, await fillCart(store, proofs.cart ?? null, properties))
  if (!order) throw new Error('The checkout refused the order.')
}

export type SeenOrder = { readonly id: number; readonly tags: readonly string[] }

/** The shop's orders, oldest first, once each of them has a tag. */
export async function readTaggedOrders(demo: RunningDemo, count: number): Promise<SeenOrder[]> {
  for (;;) {
    const answer = await fetch(`${demo.facts.storefront}/standin/orders`)
    const { orders } = (await answer.json()) as { orders: SeenOrder[] }
    if (orders.filter(({ tags }) => tags.length > 0).length >= count)
      return orders.sort((a, b) => a.id - b.id)
    // The jobs that settle orders wake at a request of the merchant.
    await demo.requestAdmin({ path: '/app/orders.data' })
  }
}

/** Grant optional scopes, as the merchant does in Shopify's own dialog. */
export async function grantScopes(demo: RunningDemo, grant: readonly string[]): Promise<void> {
  await post(`${demo.shopify.graphqlOrigin}/standin/scopes`, { grant, shop: demo.facts.shop })
}

/** Save a gate's form with a change, as a colleague in another window would. */
export async function changeGate(demo: RunningDemo, number: number, change: object): Promise<void> {
  const file = await (await demo.requestAdmin({ path: '/app/gates/file' })).json()
  const { gates } = file as { gates: { number: number; form: object }[] }
  const form = { ...gates.find((one) => one.number === number)?.form, ...change }
  const path = `/app/gates/${number}.data`
  const page = await (await demo.requestAdmin({ path })).text()
  const openedAt = Number(/"openedAt",([0-9]+)/.exec(page)?.[1])
  const answer = await (await demo.requestAdmin({ path, body: { form, openedAt } })).text()
  if (!answer.includes('"done"')) throw new Error(`Gate ${number} was not saved: ${answer.slice(0, 300)}`)
}
