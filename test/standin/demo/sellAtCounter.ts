import type { DemoFacts } from './composeFacts.ts'
import { type Json, post, send } from './shopper.ts'
import type { Login } from './signLogin.ts'
import { submitGate } from './submitGate.ts'
import { askTill, type OpenTill, openPhone, openTill, readCounter } from './tills.ts'

type Step = (name: string, isRight: boolean, what: string) => void
type TillGate = { readonly number: number; readonly state: string; readonly why: readonly string[] }
type Order = { readonly id: number; readonly name: string }

const PRODUCT = 'harbor-chart'

/**
 * Sell at a counter what only holders may buy, once for each wallet: a phone shows the codes of a visit, two tills of the
 * merchant read them, and orders of Shopify POS come in with and without a charge.
 */
export async function sellAtCounter(parameters: {
  readonly facts: DemoFacts
  readonly holder: Login
  readonly step: Step
}): Promise<void> {
  const { facts, holder, step } = parameters
  console.log(`\nAt the counter, only holders can buy "${PRODUCT}": a phone, two tills and Shopify POS`)
  const variantId = await findVariant(facts)
  const gate = await createGate(facts)
  const front = await openTill(facts, 'Front desk')
  const back = await openTill(facts, 'Back room')
  const showCode = await openPhone(facts, holder)
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

const findGate = ({ gates }: Json, number: number) =>
  (gates as TillGate[] | undefined)?.find((one) => one.number === number)
const stateOf = (answer: Json, number: number) => findGate(answer, number)?.state

/** What a till says against a gate; empty for an open one. */
async function readWhy(till: OpenTill, code: string, number: number): Promise<string> {
  const answer = await askTill(till, 'check', { code })
  const gate = findGate(answer, number)
  return gate ? gate.why.join(' ') : `${answer.code}: ${answer.msg}`
}

/** Ring up the product in Shopify POS. */
async function sell({ storefront }: DemoFacts, variantId: number): Promise<Order> {
  const body = { source: 'pos', lines: [{ variantId, quantity: 1 }] }
  return (await post(`${storefront}/standin/orders`, body)) as Order
}

const has = (page: string, parts: readonly (string | number)[]) =>
  parts.every((part) => page.includes(String(part)))

const waitForCounter = (facts: DemoFacts, isRight: (page: string) => boolean) =>
  waitFor(async () => isRight(await readCounter(facts)))

/** Ask until it is so; false after half a minute. */
async function waitFor(ask: () => Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    if (await ask()) return true
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return false
}
