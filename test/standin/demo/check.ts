import { readFile } from 'node:fs/promises'
import { makeVisitKey } from '../../visitKey.ts'
import { automate } from './automate.ts'
import { buyAsAgent } from './buyAsAgent.ts'
import { buyAtStore } from './buyAtStore.ts'
import { type BuyNowResult, buyNow } from './buyNow.ts'
import type { DemoFacts } from './composeFacts.ts'
import { sellAtCounter } from './sellAtCounter.ts'
import {
  type Cart,
  completeCheckout,
  fillCart,
  type Json,
  openCheckout,
  post,
  type Store,
  send,
} from './shopper.ts'
import { type Login, loginWithEvm, loginWithSolana } from './signLogin.ts'

/*
 * The whole purchase over HTTP, as a browser would do it, printed step by step. Imports nothing of the app.
 * Exit code 0 only if every step passed.
 */
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
const facts = JSON.parse(await readFile(process.argv[2] ?? '.data/demo.json', 'utf8')) as DemoFacts
const { ethereum, solana } = facts.chains
const holder = loginWithEvm(ethereum.wallets.holder)
const outsider = loginWithEvm(ethereum.wallets.outsider)
/** The shopper's browser. */
const browser = makeVisitKey()
let failures = 0
let since = performance.now()

const gate = facts.gates[0]
const exclusiveGate = facts.gates[1]
const solanaGate = facts.gates[2]
const otherGate = facts.otherShop.gates[0]
if (!gate || !exclusiveGate || !solanaGate || !otherGate) throw new Error('The demo has no gates.')
const store: Store = { storefront: facts.storefront, gate }
const other: Store = { storefront: facts.otherShop.storefront, gate: otherGate }

const proof = await buyAsHolder()
await refuseOutsider()
await refuseForged(proof)
await refuseExpired(proof)
await refuseReplay()
await refuseStolenVisit()
await buyExclusive({ storefront: facts.storefront, gate: exclusiveGate })
await buyOnSolana({ storefront: facts.storefront, gate: solanaGate })
await buyAsAgent({ facts, gate: exclusiveGate, holder, outsider, step })
await automate({
  facts,
  step,
  buy: async () => {
    const order = await completeCheckout(store, await fillCart(store, proof))
    return String(order?.name)
  },
  isOpen: async () => (await unlock(other, holder, () => {})).gates[0]?.kind === 'open',
})
await sellAtCounter({ facts, holder, step })
if (facts.bigCommerce) await buyAtStore({ facts: facts.bigCommerce, holder, outsider, step })
console.log(failures === 0 ? '\nEvery step passed.' : `\n${failures} step(s) failed.`)
process.exitCode = failures === 0 ? 0 : 1

async function buyAsHolder(): Promise<string> {
  console.log(`\nThe holder buys "${gate?.handle}" at ${store.storefront}`)
  const answer = await unlock(store, holder)
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
  const answer = await unlock(store, outsider)
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
    'with one changed digit it has no effect',
  )
  const foreign = await unlock(other, holder)
  step('second shop', Boolean(foreign.proof), 'a second shop signs a proof for its own gate')
  await expectFullPrice(
    'second shop',
    await fillCart(store, foreign.proof),
    "the second shop's proof has no effect here",
  )
}

async function refuseExpired(good: string): Promise<void> {
  console.log('\nAn expired proof')
  const cart = await fillCart(store, good)
  const before = await openCheckout(store, cart)
  step(
    'before',
    before.total !== before.subtotal,
    `now it lowers the price: ${before.subtotal} → ${before.total}`,
  )
  await moveClock(26 * 3600)
  await expectFullPrice('after', cart, 'a day later the same cart pays the full price')
  await moveClock(0)
}

async function refuseReplay(): Promise<void> {
  console.log('\nA login works once')
  const { nonce, message } = await post(`${facts.proxy}/nonce`, askNonce(holder))
  const asked = { ...(await signed(holder, nonce, message)), gates: [store.gate.id], lines: [] }
  const body = browser.toWire('unlock', asked)
  await post(`${facts.proxy}/unlock`, body)
  const again = await post(`${facts.proxy}/unlock`, body)
  step('second use', again.code === 'ERR_NONCE_UNKNOWN', `${again.code}: ${again.msg}`)
}

async function refuseStolenVisit(): Promise<void> {
  console.log('\nA stolen visit is worth nothing')
  const { session } = await unlock(store, holder)
  const { id, productId, variantId } = store.gate
  const asked = { session, gates: [id], lines: [{ productId, variantId }] }
  const renew = (wire: Json) => post(`${facts.proxy}/renew`, wire)
  const own = await renew(browser.toWire('renew', asked))
  step(
    'own browser',
    typeof own.proof === 'string',
    'it gets the proof again, without a signature of the wallet',
  )
  const bare = await renew(asked)
  step('token alone', bare.code === 'ERR_SESSION_UNKNOWN' && !bare.proof, `${bare.code}: ${bare.msg}`)
  const thief = await renew(makeVisitKey().toWire('renew', asked))
  step('another key', thief.code === 'ERR_SESSION_UNKNOWN' && !thief.proof, `${thief.code}: ${thief.msg}`)
  const late = await renew({ ...browser.compose('/renew', asked, Math.floor(Date.now() / 1000) - 61) })
  step('a minute old', late.code === 'ERR_REQUEST_TIME' && !late.proof, `${late.code}: ${late.msg}`)
}

async function buyExclusive(mugs: Store): Promise<void> {
  console.log(`\nOnly holders can buy "${mugs.gate.handle}": the outsider`)
  const refused = await unlock(mugs, outsider)
  step('ownership', refused.proof === null, `gate ${refused.gates[0]?.id} is ${refused.gates[0]?.kind}`)
  const cart = await fillCart(mugs, null)
  const [error] = ((await openCheckout(mugs, cart)) as BuyNowResult['checkout']).errors
  step('cart', error !== undefined, `the checkout says: ${error?.message}`)
  step('order', (await completeCheckout(mugs, cart)) === undefined, 'it makes no order')
  const pressed = await buyNow(mugs)
  const reason = pressed.checkout.errors[0]?.message
  step('Buy it now', reason !== undefined && !pressed.order, `it makes no order either: ${reason}`)

  console.log(`\nOnly holders can buy "${mugs.gate.handle}": the holder`)
  const opened = await unlock(mugs, holder)
  const [open] = opened.gates
  step('ownership', open?.kind === 'open', `gate ${open?.id} is ${open?.kind}, it gives ${open?.reaction}`)
  const order = await completeCheckout(mugs, await fillCart(mugs, opened.proof))
  const isRight = Number(order?.total) === Number(order?.subtotal) - 5.5
  step('order', isRight, `${order?.subtotal} → ${order?.total}`)
  const second = await buyNow(mugs, { _palisade: opened.lineProofs[0]?.proof ?? '' })
  step(
    'Buy it now',
    second.order?.total === order?.total,
    `with the line's own proof: ${second.order?.total}`,
  )
}

async function buyOnSolana(lights: Store): Promise<void> {
  console.log(`\nA Solana wallet buys "${lights.gate.handle}"`)
  const empty = loginWithSolana(solana.wallets.outsider)
  const refused = await unlock(lights, empty)
  const [closed] = refused.gates
  step(
    'outsider',
    closed?.kind === 'closed' && refused.proof === null,
    `gate ${closed?.id} is ${closed?.kind}`,
  )
  step('reasons', closed?.unmet?.[0]?.found === '0', `found ${closed?.unmet?.[0]?.found}`)
  await expectFullPrice('total', await fillCart(lights, null), 'pays the full price', lights)
  const keeper = loginWithSolana(solana.wallets.holder)
  const { nonce, message } = await post(`${facts.proxy}/nonce`, askNonce(keeper))
  const forged = { ...(await signed(keeper, nonce, message)), signature: await empty.sign(String(message)) }
  const wire = browser.toWire('unlock', { ...forged, gates: [lights.gate.id], lines: [] })
  const answer = await post(`${facts.proxy}/unlock`, wire)
  step('forged', answer.code === 'ERR_SIGNATURE_INVALID', `another wallet's signature: ${answer.code}`)
  const opened = await unlock(lights, keeper)
  const [open] = opened.gates
  step('ownership', open?.kind === 'open', `gate ${open?.id} is ${open?.kind}, it gives ${open?.reaction}`)
  const order = await completeCheckout(lights, await fillCart(lights, opened.proof))
  const discount = order?.lines[0]?.discounts[0]
  const isRight = Number(order?.total) === Number(order?.subtotal) * 0.875 && discount !== undefined
  step('order', isRight, `${order?.subtotal} → ${order?.total} (${discount?.title} −${discount?.amount})`)
}

async function unlock(
  { storefront, gate: asked }: Store,
  wallet: Login,
  tell: typeof step = step,
): Promise<Unlock> {
  const proxy = `${storefront}/apps/palisade`
  const { nonce, message, msg } = await post(`${proxy}/nonce`, askNonce(wallet))
  const from = `${wallet.walletAddress.slice(0, 8)}…`
  tell('nonce', typeof nonce === 'string', `${String(nonce ?? msg).slice(0, 12)}… for ${from}`)
  const body = await signed(wallet, nonce, message)
  tell('signature', body.signature.length > 80, `over ${String(message).length} characters`)
  const lines = [{ productId: asked.productId, variantId: asked.variantId }]
  const wire = browser.toWire('unlock', { ...body, gates: [asked.id], lines })
  return (await post(`${proxy}/unlock`, wire)) as unknown as Unlock
}

function askNonce({ chain, walletAddress }: Login): Json {
  return browser.toWire('nonce', { chain, walletAddress })
}

async function signed({ walletAddress, sign }: Login, nonce: unknown, message: unknown) {
  return { nonce, walletAddress, signature: await sign(String(message)) }
}

async function expectFullPrice(name: string, cart: Cart, what: string, at: Store = store): Promise<void> {
  const { subtotal, total, currency } = await openCheckout(at, cart)
  step(name, total === subtotal && Number(total) > 0, `${what}: ${total} ${currency}`)
}

async function moveClock(offsetSeconds: number): Promise<void> {
  await send(`${facts.storefront}/standin/clock`, { offsetSeconds })
}

function step(name: string, isRight: boolean, what: string): void {
  const took = performance.now() - since
  since = performance.now()
  if (!isRight) failures++
  console.log(`  ${isRight ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${what}  (${took.toFixed(0)} ms)`)
}
