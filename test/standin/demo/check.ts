import { readFile } from 'node:fs/promises'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { DemoFacts } from './startDemo.ts'

/*
 * The whole purchase over HTTP, as a browser would do it, told step by step. Imports nothing of the app.
 * Exit code 0 only if every step was as it must be.
 */
type Json = Record<string, unknown>
type Unlock = {
  gates: {
    id: number
    kind: string
    reaction?: string
    unmet?: { found: string; needed: string; condition: Json }[]
  }[]
  proof: string | null
  lineProofs: { proof: string }[]
  session: string
}
type Checkout = {
  subtotal: string
  total: string
  currency: string
  lines: { title: string; discounts: { title: string; amount: string }[] }[]
  functionRuns: { handle: string }[]
}
type Wallet = { address: Hex; privateKey: Hex }
type Store = { storefront: string; gate: DemoFacts['gates'][number] }

const facts = JSON.parse(await readFile(process.argv[2] ?? '.data/demo.json', 'utf8')) as DemoFacts
const wallets = facts.chains.ethereum.wallets
let failures = 0
let since = performance.now()

const gate = facts.gates[0]
const otherGate = facts.otherShop.gates[0]
if (!gate || !otherGate) throw new Error('The demo has no gates.')
const store: Store = { storefront: facts.storefront, gate }
const other: Store = { storefront: facts.otherShop.storefront, gate: otherGate }

const proof = await buyAsHolder()
await refuseOutsider()
await refuseForged(proof)
await refuseExpired(proof)
await refuseReplay()
console.log(failures === 0 ? '\nEvery step was as it must be.' : `\n${failures} step(s) were wrong.`)
process.exitCode = failures === 0 ? 0 : 1

async function buyAsHolder(): Promise<string> {
  console.log(`\nThe holder buys "${gate?.handle}" at ${store.storefront}`)
  const answer = await unlock(store, wallets.holder)
  const [opened] = answer.gates
  step(
    'ownership',
    opened?.kind === 'open',
    `gate ${opened?.id} is ${opened?.kind}, it gives ${opened?.reaction}`,
  )
  step('proof', Boolean(answer.proof), `${answer.proof?.length ?? 0} bytes: ${answer.proof?.slice(0, 40)}…`)
  const cart = await fillCart(store, answer.proof)
  step(
    'cart',
    cart.attributes?._palisade === answer.proof,
    `the cart ${String(cart.token).slice(0, 12)}… carries the proof`,
  )
  const checkout = await openCheckout(store, cart)
  step(
    'Function',
    checkout.functionRuns.length > 0,
    `ran ${checkout.functionRuns.map((run) => run.handle).join(', ')}`,
  )
  const discount = checkout.lines[0]?.discounts[0]
  const isRight = Number(checkout.total) === Number(checkout.subtotal) * 0.8 && discount !== undefined
  step(
    'total',
    isRight,
    `${checkout.subtotal} → ${checkout.total} ${checkout.currency} (${discount?.title} −${discount?.amount})`,
  )
  const line = await fillCart(store, null, { _palisade: answer.lineProofs[0]?.proof ?? '' })
  const byLine = await openCheckout(store, line)
  step(
    'line proof',
    byLine.total === checkout.total,
    `a cart with the line's own proof alone: ${byLine.total}`,
  )
  return answer.proof ?? ''
}

async function refuseOutsider(): Promise<void> {
  console.log('\nThe outsider tries the same')
  const answer = await unlock(store, wallets.outsider)
  const [closed] = answer.gates
  const [unmet] = closed?.unmet ?? []
  step(
    'ownership',
    closed?.kind === 'closed' && answer.proof === null,
    `gate ${closed?.id} is ${closed?.kind}, no proof`,
  )
  const reason = `needs ${unmet?.needed} ${unmet?.condition.name} on ${unmet?.condition.chain_name}, found ${unmet?.found}`
  step('reasons', unmet?.found === '0', reason)
  await expectFullPrice('total', await fillCart(store, null), 'pays the full price')
}

async function refuseForged(good: string): Promise<void> {
  console.log('\nForged proofs')
  const last = good.at(-1) === '0' ? '1' : '0'
  await expectFullPrice(
    'one digit',
    await fillCart(store, good.slice(0, -1) + last),
    'one changed digit gives nothing',
  )
  const foreign = await unlock(other, wallets.holder)
  step('second shop', Boolean(foreign.proof), 'a second shop signs a proof for its own gate')
  await expectFullPrice(
    'second shop',
    await fillCart(store, foreign.proof),
    "the second shop's proof gives nothing here",
  )
}

async function refuseExpired(good: string): Promise<void> {
  console.log('\nAn expired proof')
  const cart = await fillCart(store, good)
  const before = await openCheckout(store, cart)
  step('before', before.total !== before.subtotal, `now it is worth ${before.subtotal} → ${before.total}`)
  await moveClock(26 * 3600)
  await expectFullPrice('after', cart, 'a day later the same cart pays the full price')
  await moveClock(0)
}

async function refuseReplay(): Promise<void> {
  console.log('\nA login is good once')
  const { nonce, message } = await post(`${facts.proxy}/nonce`, login(wallets.holder))
  const body = { ...(await signed(wallets.holder, nonce, message)), gates: [store.gate.id], lines: [] }
  await post(`${facts.proxy}/unlock`, body)
  const again = await post(`${facts.proxy}/unlock`, body)
  step('second use', again.code === 'ERR_NONCE_UNKNOWN', `${again.code}: ${again.msg}`)
}

async function unlock({ storefront, gate: asked }: Store, wallet: Wallet): Promise<Unlock> {
  const proxy = `${storefront}/apps/palisade`
  const { nonce, message, msg } = await post(`${proxy}/nonce`, login(wallet))
  step(
    'nonce',
    typeof nonce === 'string',
    `${String(nonce ?? msg).slice(0, 12)}… for ${wallet.address.slice(0, 8)}…`,
  )
  const body = await signed(wallet, nonce, message)
  step('signature', body.signature.length === 132, `over ${String(message).length} characters`)
  const lines = [{ productId: asked.productId, variantId: asked.variantId }]
  return (await post(`${proxy}/unlock`, { ...body, gates: [asked.id], lines })) as unknown as Unlock
}

function login(wallet: Wallet): Json {
  return { chain: 'ethereum', walletAddress: wallet.address }
}

async function signed(wallet: Wallet, nonce: unknown, message: unknown) {
  const signature = await privateKeyToAccount(wallet.privateKey).signMessage({ message: String(message) })
  return { nonce, walletAddress: wallet.address, signature }
}

type Cart = { token: string; attributes?: Record<string, string>; cookie: string }

async function fillCart(
  { storefront, gate: { variantId } }: Store,
  proof: string | null,
  properties: Json = {},
): Promise<Cart> {
  const added = await send(`${storefront}/cart/add.js`, {
    items: [{ id: variantId, quantity: 1, properties }],
  })
  const cookie = added.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  if (proof !== null) await send(`${storefront}/cart/update.js`, { attributes: { _palisade: proof } }, cookie)
  const cart = (await (await fetch(`${storefront}/cart.js`, { headers: { cookie } })).json()) as Cart
  return { ...cart, cookie }
}

async function openCheckout({ storefront }: Store, { cookie }: Cart): Promise<Checkout> {
  const response = await fetch(`${storefront}/checkout`, { headers: { cookie, accept: 'application/json' } })
  return (await response.json()) as Checkout
}

async function expectFullPrice(name: string, cart: Cart, what: string): Promise<void> {
  const { subtotal, total, currency } = await openCheckout(store, cart)
  step(name, total === subtotal && Number(total) > 0, `${what}: ${total} ${currency}`)
}

async function moveClock(offsetSeconds: number): Promise<void> {
  await send(`${facts.storefront}/standin/clock`, { offsetSeconds })
}

async function post(url: string, body: Json): Promise<Json> {
  return (await (await send(url, body)).json()) as Json
}

function send(url: string, body: Json, cookie = ''): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  })
}

function step(name: string, isRight: boolean, what: string): void {
  const took = performance.now() - since
  since = performance.now()
  if (!isRight) failures++
  console.log(`  ${isRight ? 'ok   ' : 'WRONG'} ${name.padEnd(12)} ${what}  (${took.toFixed(0)} ms)`)
}
