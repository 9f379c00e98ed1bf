import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Cart,
  type Checkout,
  completeCheckout,
  fillCart,
  type Json,
  openCheckout,
  type Store,
  send,
} from '../standin/demo/shopper.ts'
import { type Login, loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type GateForm, submitEdit, submitGate } from '../standin/demo/submitGate.ts'
import { makeVisitKey, type TestVisitKey } from '../visitKey.ts'
import { openDemo } from './openDemo.ts'

/*
 * A shopper who tries by hand to buy what they may not: with what belongs to another shop, customer, wallet or time, and
 * with proofs that they have edited. The Functions are the real ones.
 */
const TOTE = { productId: 8103, variantId: 91031 }
const CHART = { productId: 8105, variantId: 91051 }
const [ADA, BEN] = [7_766_554_433_221, 7_766_554_433_222]

let demo: RunningDemo
let holder: Login
let outsider: Login
beforeAll(async () => {
  demo = await openDemo()
  const { wallets } = demo.facts.chains.ethereum
  holder = loginWithEvm(wallets.holder)
  outsider = loginWithEvm(wallets.outsider)
})

type Unlocked = {
  readonly status: number
  readonly code?: string
  readonly proof?: string | null
  readonly session?: string
  readonly lineProofs?: readonly { readonly proof: string }[]
  readonly gates?: readonly { readonly kind: string; readonly because?: string }[]
}
/** The browser of a shopper: where they are, and as whom. */
type Place = { readonly storefront: string; readonly cookie?: string }

const storeOf = (
  index: number,
  facts: Pick<typeof demo.facts, 'storefront' | 'gates'> = demo.facts,
): Store => {
  const gate = facts.gates[index]
  if (!gate) throw new Error('The demo has no such gate.')
  return { storefront: facts.storefront, gate }
}
const jacket = () => storeOf(0)
const mug = () => storeOf(1)

/** The browser of all shoppers here. */
const browser = makeVisitKey()

async function ask(
  { storefront, cookie }: Place,
  path: string,
  body: Json,
  by: TestVisitKey | null = browser,
): Promise<Unlocked & Json> {
  const wire = by ? by.toWire(path, body) : body
  const response = await send(`${storefront}/apps/palisade/${path}`, wire, cookie)
  return { ...((await response.json()) as Json), status: response.status }
}

/** A login that is signed and not sent. */
async function sign(place: Place, { chain, walletAddress, sign }: Login) {
  const { nonce, message } = await ask(place, 'nonce', { chain, walletAddress })
  return { nonce, walletAddress, signature: await sign(String(message)) }
}

async function unlock(store: Store, login: Login, more: Json = {}, place: Place = store): Promise<Unlocked> {
  const { id, productId, variantId } = store.gate
  const asked = { gates: [id], lines: [{ productId, variantId }] }
  return ask(place, 'unlock', { ...(await sign(place, login)), ...asked, ...more })
}

async function makeStore(product: typeof TOTE, form: Partial<GateForm>): Promise<Store> {
  const { ethereum } = demo.facts.chains
  const coin = { kind: 'erc20', chain: 'ethereum', contract: ethereum.contracts.erc20, minimum: '1' }
  const whole = {
    name: 'By hand',
    root: { kind: 'all' as const, of: [coin] },
    reaction: { value: '10' },
    ...form,
  }
  const id = await submitGate({ merchant: demo.merchant, productId: product.productId, form: whole })
  const gate = { id, name: whole.name, kind: 'discount' as const, handle: '', ...product }
  return { storefront: demo.facts.storefront, gate }
}

/** Sign in as a customer: the cookie of their browser. */
async function signInAs(customer: number): Promise<string> {
  const response = await fetch(`${demo.facts.storefront}/account/login`, {
    method: 'POST',
    body: new URLSearchParams({ customer_id: String(customer) }),
    redirect: 'manual',
  })
  return toCookie(response)
}
const toCookie = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

const off = ({ subtotal, total }: Checkout) => Math.round((Number(subtotal) - Number(total)) * 100) / 100
const readOff = async (store: Store, cart: Cart) => off(await openCheckout(store, cart))
/** What a cart saves whose attribute, and whose line, have this text. */
const offWith = async (store: Store, text: string | null) => [
  await readOff(store, await fillCart(store, text)),
  await readOff(store, await fillCart(store, null, { _palisade: text })),
]
const kindOf = ({ gates }: Unlocked) => gates?.[0]?.kind

describe('what belongs to another shop', () => {
  test('refuses: a login, a visit and a gate of one shop at the other', async () => {
    const there = storeOf(0, demo.facts.otherShop)
    const { id, productId, variantId } = jacket().gate
    const asked = { gates: [id], lines: [{ productId, variantId }] }
    const login = await sign(there, holder)
    const crossed = await ask(jacket(), 'unlock', { ...login, ...asked })
    const visit = await unlock(there, holder)
    const renewed = await ask(jacket(), 'renew', { session: visit.session, ...asked })
    expect([crossed, renewed].map(({ status, code }) => [status, code])).toEqual([
      [401, 'ERR_NONCE_UNKNOWN'],
      [401, 'ERR_SESSION_UNKNOWN'],
    ])
    // Numbers begin in each shop: the other shop's gate of this number judges by its own requirement.
    expect(await offWith(jacket(), String(visit.proof))).toEqual([0, 0])
  })

  test('refuses: a request that Shopify did not sign, or or with a signature that was made up', async () => {
    const { appOrigin } = demo.merchant
    const statuses: number[] = []
    for (const query of [
      '',
      `?shop=${demo.facts.shop}&timestamp=${Math.floor(Date.now() / 1000)}&logged_in_customer_id=${ADA}&path_prefix=/apps/palisade&signature=${'0'.repeat(64)}`,
    ])
      statuses.push((await send(`${appOrigin}/proxy/unlock${query}`, {})).status)
    expect(statuses).toEqual([401, 401])
  })
})

describe('what belongs to another wallet or customer', () => {
  test('refuses: a login that another wallet signed, or that is sent in another’s name', async () => {
    const place = jacket()
    const own = await sign(place, outsider)
    const asked = { gates: [place.gate.id], lines: [] }
    const named = await ask(place, 'unlock', { ...own, ...asked, walletAddress: holder.walletAddress })
    const { nonce } = await sign(place, holder)
    const signed = await ask(place, 'unlock', { ...(await sign(place, outsider)), ...asked, nonce })
    expect([named, signed].map(({ code, proof }) => [code, proof])).toEqual([
      ['ERR_LOGIN_MISMATCH', undefined],
      ['ERR_LOGIN_MISMATCH', undefined],
    ])
  })

  test('refuses: a vault that has delegated nothing, in any spelling, at the unlock and at a renewal', async () => {
    const { walletAddress } = holder
    const spellings = [
      walletAddress,
      walletAddress.toLowerCase(),
      `0x${walletAddress.slice(2).toUpperCase()}`,
    ]
    const opened = await unlock(jacket(), outsider, { vaults: spellings.slice(0, 2) })
    expect([kindOf(opened), opened.proof]).toEqual(['closed', null])
    for (const vault of spellings) {
      const { id } = jacket().gate
      const renewed = await ask(jacket(), 'renew', {
        ...{ session: opened.session, gates: [id], lines: [], vaults: [vault] },
      })
      expect([vault, kindOf(renewed) ?? renewed.status, renewed.proof ?? null]).toEqual([
        vault,
        expect.not.stringMatching('open'),
        null,
      ])
    }
  })

  test('refuses: a customer’s proof in the cart of another customer, or of a guest', async () => {
    const own = await makeStore(TOTE, { name: 'For customers', guard: 'account' })
    const { storefront } = own
    const guest = await unlock(own, holder)
    // Shopify signs what a browser adds to the address, and never as its own parameters.
    const login = await sign(own, holder)
    const asked = { gates: [own.gate.id], lines: [] }
    const claimed = await ask(own, `unlock?logged_in_customer_id=${ADA}`, { ...login, ...asked })
    expect(claimed.proof ?? null).toBeNull()
    const cookie = await signInAs(ADA)
    const ada = await unlock(own, holder, {}, { storefront, cookie })
    expect([kindOf(guest), kindOf(ada)]).toEqual(['closed', 'open'])
    const carried = async (customer: number | null) => {
      const signedIn = customer === null ? '' : await signInAs(customer)
      const items = [
        { id: TOTE.variantId, quantity: 1, properties: { _palisade: ada.lineProofs?.[0]?.proof } },
      ]
      const added = await send(`${storefront}/cart/add.js`, { items }, signedIn)
      const cart = { token: '', cookie: [signedIn, toCookie(added)].filter(Boolean).join('; ') }
      await send(`${storefront}/cart/update.js`, { attributes: { _palisade: ada.proof } }, cart.cookie)
      return readOff(own, cart)
    }
    expect([await carried(ADA), await carried(BEN), await carried(null)]).toEqual([3.8, 0, 0])
  })
})

describe('what was edited, or was moved to another place', () => {
  test('refuses: each part of a proof that was changed, and a proof in another place, spelling or number', async () => {
    const store = mug()
    const { proof, lineProofs } = await unlock(store, holder)
    const [cart, line] = [String(proof), String(lineProofs?.[0]?.proof)]
    const edit = (index: number, change: (part: string) => string) =>
      cart
        .split('~')
        .map((part, i) => (i === index ? change(part) : part))
        .join('~')
    const edits = {
      later: edit(3, () => '2099123100'),
      version: cart.replace('p1~', 'p2~'),
      carrier: edit(1, () => 'l'),
      customer: edit(4, () => String(ADA)),
      grant: edit(5, () => '0'.repeat(16)),
      price: edit(6, (part) => part.replace(/f\d+/, 'p9999')),
      gate: edit(6, (part) => part.replace(/^\w+/, 'zzzz')),
      'second entry': edit(6, (part) => `${part}!zzzz:1:0:0:p9999`),
      'the line’s MAC': edit(7, () => String(line.split('~')[7])),
      'no MAC': cart.replace(/~\w+$/, '~'),
      'upper case': cart.toUpperCase(),
      'a blank before': ` ${cart}`,
      'a line end': `${cart}\n`,
      'a zero byte': `${cart}\u0000`,
      twice: `${cart}${cart}`,
      'in a list': `["${cart}"]`,
    }
    // Each edit changed something.
    expect(Object.values(edits)).not.toContain(cart)
    const sold: string[] = []
    for (const [name, text] of Object.entries(edits))
      for (const [where, filled] of [
        ['cart', await fillCart(store, text)],
        ['line', await fillCart(store, null, { _palisade: text })],
      ] as const)
        if (await completeCheckout(store, filled)) sold.push(`${where}: ${name}`)
    // Each of the two is right in its own place, and worthless in the other's.
    const places = {
      'cart in line': await fillCart(store, null, { _palisade: cart }),
      'line in cart': await fillCart(store, line),
      'another name': await fillCart(store, null, { palisade: line, _Palisade: line, '_palisade ': line }),
    }
    for (const [name, filled] of Object.entries(places))
      if (await completeCheckout(store, filled)) sold.push(name)
    expect(sold).toEqual([])
    expect(await completeCheckout(store, await fillCart(store, cart))).toBeDefined()
    expect(await completeCheckout(store, await fillCart(store, null, { _palisade: line }))).toBeDefined()
  })

  test('refuses: an exclusive product with a gate of another product, open for the same wallet', async () => {
    const { proof, lineProofs } = await unlock(jacket(), holder)
    for (const text of [proof, lineProofs?.[0]?.proof]) {
      expect(await completeCheckout(mug(), await fillCart(mug(), String(text)))).toBeUndefined()
      const beside = await fillCart(mug(), null, { _palisade: String(text) })
      expect(await completeCheckout(mug(), beside)).toBeUndefined()
    }
  })
})

describe('what was true before', () => {
  test('refuses: proofs and renewals of a gate that the merchant has changed since', async () => {
    const form = { name: 'Chart', reaction: { value: '50' } }
    const store = await makeStore(CHART, form)
    const { ethereum } = demo.facts.chains
    const opened = await unlock(store, holder)
    const old = await fillCart(store, String(opened.proof))
    const before = await openCheckout(store, old)
    expect(off(before)).toBeGreaterThan(0)
    const many = {
      kind: 'erc20',
      chain: 'ethereum',
      contract: ethereum.contracts.erc20,
      minimum: '999999999',
    }
    await submitEdit({
      ...{ merchant: demo.merchant, number: store.gate.id, productId: CHART.productId },
      form: { ...form, root: { kind: 'all', of: [many] } },
    })
    const { id, productId, variantId } = store.gate
    const renewed = await ask(store, 'renew', {
      ...{ session: opened.session, gates: [id], lines: [{ productId, variantId }] },
    })
    expect([kindOf(renewed), renewed.proof, renewed.lineProofs]).toEqual(['closed', null, []])
    // Its open cart, and a new one with the old proof, pay the full price.
    expect([await readOff(store, old), ...(await offWith(store, String(opened.proof)))]).toEqual([0, 0, 0])
  })

  test('refuses: a login that is sent twice at the same moment, and one visit’s wallet in another’s visit', async () => {
    const store = jacket()
    const login = await sign(store, holder)
    const asked = { gates: [store.gate.id], lines: [] }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask(store, 'unlock', { ...login, ...asked })),
    )
    const opened = answers.filter(({ status }) => status === 200)
    expect([opened.length, answers.filter(({ code }) => code === 'ERR_NONCE_UNKNOWN').length]).toEqual([1, 7])
    const session = String(opened[0]?.session)
    // The token alone is worth nothing: neither without a signature, nor with that of another browser.
    for (const thief of [null, makeVisitKey()]) {
      const stolen = await ask(store, 'renew', { session, ...asked }, thief)
      expect([stolen.status, stolen.code, stolen.proof]).toEqual([401, 'ERR_SESSION_UNKNOWN', undefined])
    }
    const guesses = [session.toUpperCase(), session.slice(0, -1), `${session} `, `${session}0`]
    for (const guess of guesses.filter((text) => text !== session)) {
      const renewed = await ask(store, 'renew', { session: guess, ...asked })
      expect([renewed.status, renewed.code]).toEqual([401, 'ERR_SESSION_UNKNOWN'])
    }
  })

  test('refuses: a second use of a wallet’s limit, from visits at the same moment and after its order', async () => {
    const store = await makeStore(TOTE, {
      name: 'Once each',
      reaction: { value: '25' },
      limits: { perWallet: '1', perToken: '', total: '' },
    })
    const answers = await Promise.all(Array.from({ length: 6 }, () => unlock(store, holder)))
    const proofs = answers.flatMap(({ proof }) => proof ?? [])
    // One use is one grant, whatever the number of visits.
    const grants = new Set(proofs.map((proof) => proof.split('~')[5]))
    expect(grants.size).toBe(1)
    const order = await completeCheckout(store, await fillCart(store, String(proofs[0])))
    expect(order).toBeDefined()
    const readAgain = async () => kindOf(await unlock(store, holder))
    await expect.poll(readAgain, { timeout: 60_000 }).toBe('closed')
  })
})
