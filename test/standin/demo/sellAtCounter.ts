import { randomUUID } from 'node:crypto'
import { makeCounterCode } from '../../counterPhone.ts'
import type { TestVisitKey } from '../../visitKey.ts'
import type { DemoFacts } from './composeFacts.ts'
import { requestAdmin } from './requestAdmin.ts'
import { type Json, post, send } from './shopper.ts'
import { submitGate } from './submitGate.ts'

type Step = (name: string, isRight: boolean, what: string) => void
type Issued = { readonly visitId: string; readonly last: number; readonly key: string; readonly now: number }
type TillGate = { readonly number: number; readonly state: string; readonly why: readonly string[] }
type Order = { readonly id: number; readonly name: string; readonly tags: readonly string[] }

const PRODUCT = 'harbor-chart'

/**
 * Sell at a counter what only holders may buy, once for each wallet: a phone shows the codes of a visit, two tills of the
 * merchant read them, and orders of Shopify POS come in with and without a charge.
 */
export async function sellAtCounter(parameters: {
  readonly facts: DemoFacts
  /** Sign in with the holder's wallet; returns the visit's token. */
  readonly signIn: () => Promise<string>
  /** The key of the browser that signs in. */
  readonly browser: TestVisitKey
  readonly step: Step
}): Promise<void> {
  const { facts, step } = parameters
  console.log(`\nAt the counter, only holders can buy "${PRODUCT}": a phone, two tills and Shopify POS`)
  const variantId = await findVariant(facts)
  const gate = await createGate(facts)
  const front = await openTill(facts, 'Front desk')
  const back = await openTill(facts, 'Back room')
  const showCode = await openPhone(parameters)
  const code = showCode()
  step('code', code.startsWith('PAL1.'), `the phone shows ${code.slice(0, 12)}…, ${code.length} characters`)
  const checked = await askTill(front, 'check', { code })
  step('till', stateOf(checked, gate) === 'open', `the till "Front desk" reads it: gate ${gate} is open`)
  const copied = await askTill(back, 'check', { code })
  step('copied', copied.code === 'ERR_COUNTER_CODE_USED', `at a second till ${copied.code}: ${copied.msg}`)
  const charged = await askTill(front, 'charge', { checkId: checked.checkId, gate, units: 1, order: '' })
  const reference = /Reference ([0-9A-F]{8})/.exec(String(charged.receipt))?.[1] ?? ''
  step('charge', charged.kind === 'charged' && reference !== '', `one use, reference ${reference}`)
  const order = await sell(facts, variantId)
  const settled = await waitForCounter(facts, (page) => has(page, ['"matched"', reference, order.id]))
  step('POS order', settled, `the app's page of the counter: order ${order.name} has charge ${reference}`)
  const spent = await readWhy(front, showCode(), gate)
  step('ledger', spent.includes('as often as it may'), `the phone's next code: ${spent}`)
  await send(`${facts.storefront}/standin/orders/${order.id}/cancel`, {})
  const next = showCode()
  const isFree = await waitFor(async () => (await readWhy(front, next, gate)) === '')
  step(
    'cancelled',
    isFree,
    `order ${order.name} was cancelled: the use is given back, gate ${gate} is open again`,
  )
  // Orders of a gate's first minutes are let through: the shopper may have paid before.
  await send(`${facts.storefront}/standin/clock`, { offsetSeconds: 600 })
  const bare = await sell(facts, variantId)
  const listed = await waitForCounter(facts, (page) => has(page, [`"${bare.name}"`, bare.id]))
  await send(`${facts.storefront}/standin/clock`, { offsetSeconds: 0 })
  step('no charge', listed, `order ${bare.name}, which no till has charged, is listed for staff`)
}

async function findVariant({ storefront }: DemoFacts): Promise<number> {
  const answer = await fetch(`${storefront}/products/${PRODUCT}.js`)
  const { variants } = (await answer.json()) as { variants: { id: number }[] }
  return variants[0]?.id ?? 0
}

/** Make a gate that each wallet may use once, for a product that has none. */
async function createGate({ merchant, storefront, chains: { ethereum } }: DemoFacts): Promise<number> {
  const { id } = (await (await fetch(`${storefront}/products/${PRODUCT}.js`)).json()) as { id: number }
  const owls = { kind: 'erc721', chain: 'ethereum', contract: ethereum.contracts.erc721, minimum: '1' }
  return submitGate({
    merchant,
    productId: id,
    form: {
      name: 'Chart night',
      root: { kind: 'all', of: [owls] },
      reaction: { exclusive: true, price: 'none' },
      limits: { perWallet: '1', perToken: '', total: '' },
    },
  })
}

/** Make a till as a manager does; returns what requests its address with the secret of its link. */
async function openTill({ merchant }: DemoFacts, name: string) {
  const before = await readCounter(merchant)
  const body = { draftId: randomUUID(), name, hours: '4' }
  await requestAdmin(merchant, { path: '/app/counter.data', body })
  const links = (await readCounter(merchant)).match(/\/till#[0-9a-f]+/g) ?? []
  const link = links.find((one) => !before.includes(one))
  if (!link) throw new Error(`The app made no till "${name}".`)
  return { origin: merchant.appOrigin, token: link.slice('/till#'.length) }
}

type OpenTill = Awaited<ReturnType<typeof openTill>>

async function askTill({ origin, token }: OpenTill, asked: 'check' | 'charge', body: Json): Promise<Json> {
  const answer = await fetch(`${origin}/till/${asked}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Json
}

const findGate = ({ gates }: Json, number: number) =>
  (gates as TillGate[] | undefined)?.find((one) => one.number === number)
const stateOf = (answer: Json, number: number) => findGate(answer, number)?.state

/** What a till says against a gate; empty for an open one. */
async function readWhy(till: OpenTill, code: string, number: number): Promise<string> {
  const answer = await askTill(till, 'check', { code })
  const gate = findGate(answer, number)
  return gate ? gate.why.join(' ') : `${answer.code}: ${answer.msg}`
}

/** Get the key of a visit's codes, and return what shows the next code: each is of a later step than the one before. */
async function openPhone({ facts, signIn, browser }: Parameters<typeof sellAtCounter>[0]) {
  const wire = browser.compose('/counter', { session: await signIn() })
  const { issued } = (await post(`${facts.proxy}/counter`, { ...wire })) as { issued: Issued }
  let shown = 0
  return () => {
    // A till takes the codes of a minute and a half, so this phone need not wait 20 seconds for each.
    shown = Math.max(shown + 1, Math.floor(Date.now() / 20_000) - 2)
    return makeCounterCode(issued, shown)
  }
}

/** Ring up the product in Shopify POS. */
async function sell({ storefront }: DemoFacts, variantId: number): Promise<Order> {
  const body = { source: 'pos', lines: [{ variantId, quantity: 1 }] }
  return (await post(`${storefront}/standin/orders`, body)) as Order
}

const readCounter = async (merchant: DemoFacts['merchant']) =>
  (await requestAdmin(merchant, { path: '/app/counter.data' })).text()

const has = (page: string, parts: readonly (string | number)[]) =>
  parts.every((part) => page.includes(String(part)))

const waitForCounter = ({ merchant }: DemoFacts, isRight: (page: string) => boolean) =>
  waitFor(async () => isRight(await readCounter(merchant)))

/** Ask until it is so; false after half a minute. */
async function waitFor(ask: () => Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    if (await ask()) return true
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return false
}
