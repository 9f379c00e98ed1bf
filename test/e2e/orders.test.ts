import { beforeAll, describe, expect, test } from 'vitest'
import { completeCheckout, fillCart, post, type Store, send } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/* From the checkout to the staff's view of the order, over HTTP: webhook, job, settlement, tags, hold. */
let demo: RunningDemo
let store: Store
let proof: string
beforeAll(async () => {
  demo = await openDemo()
  const gate = demo.facts.gates.find(({ kind }) => kind === 'both')
  if (!gate) throw new Error('The demo has no exclusive gate.')
  store = { storefront: demo.facts.storefront, gate }
  // The merchant grants the scopes for holds.
  const { origin, pathname } = new URL(demo.facts.admin)
  const grant = ['write_merchant_managed_fulfillment_orders', 'write_third_party_fulfillment_orders']
  await post(`${origin}${pathname.replace(/\/apps\/.*$/, '')}/api/scopes`, { grant })
  proof = await unlock()
})

type Seen = {
  id: number
  name: string
  tags: string[]
  metafields: { namespace: string; key: string; value: string }[]
  fulfillmentOrders: { status: string; holds: unknown[] }[]
}

/** Unlock the gate; returns a line's proof for its product. */
async function unlock(): Promise<string> {
  const proxy = `${store.storefront}/apps/palisade`
  const { chain, walletAddress, sign } = loginWithEvm(demo.facts.chains.ethereum.wallets.holder)
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const { id, productId, variantId } = store.gate
  const answer = await post(`${proxy}/unlock`, {
    nonce,
    walletAddress,
    signature: await sign(String(message)),
    gates: [id],
    lines: [{ productId, variantId }],
  })
  const [line] = answer.lineProofs as { proof: string }[]
  if (!line) throw new Error(`Nothing was unlocked: ${JSON.stringify(answer)}`)
  return line.proof
}

async function buy(): Promise<boolean> {
  const cart = await fillCart(store, null, { _palisade: proof })
  return (await completeCheckout(store, cart)) !== undefined
}

async function readOrders(): Promise<Seen[]> {
  const { orders } = (await (await fetch(`${store.storefront}/standin/orders`)).json()) as { orders: Seen[] }
  return orders.sort((a, b) => a.id - b.id)
}
const tagsOf = async () => (await readOrders()).map(({ tags }) => tags)
const free = { tags: [], fulfillmentOrders: [{ status: 'OPEN', holds: [] }] }
/** Make Shopify refuse the next release of a hold. */
const failRelease = () =>
  send(`${demo.shopify.graphqlOrigin}/standin/fail`, {
    operation: 'fulfillmentOrderReleaseHold',
    shop: demo.facts.shop,
    userErrors: [{ message: 'Shopify is having a bad day.' }],
  })
const within = { timeout: 60_000, interval: 250 }

describe('orders', () => {
  test('default: a holder’s order is tagged and recorded, and a second one on the same proof is a duplicate and held', async () => {
    expect(await buy()).toBe(true)
    await expect.poll(tagsOf, within).toEqual([['token-gate']])
    expect(await buy()).toBe(true)
    await expect.poll(tagsOf, within).toEqual([['token-gate'], ['token-gate-duplicate']])
    const isHeld = async () =>
      (await readOrders()).map((order) => order.fulfillmentOrders.map(({ status }) => status))
    await expect.poll(isHeld, within).toEqual([['OPEN'], ['ON_HOLD']])
    const [first] = await readOrders()
    const record = first?.metafields.find(({ key }) => key === 'gate')
    expect(JSON.parse(record?.value ?? '')).toMatchObject({
      v: 1,
      verdict: 'committed',
      gates: [[store.gate.id, 1]],
    })
    const lines = first?.metafields.find(({ namespace }) => namespace === 'web_3')
    expect(JSON.parse(lines?.value ?? '')).toEqual([
      expect.stringMatching(/^gid:\/\/shopify\/LineItem\/[0-9]+$/),
    ])
  })

  test('behavior: staff release the hold from its page, the tag is removed, and the record says why', async () => {
    const [, held] = await readOrders()
    const person = await openPerson()
    const page = await person.newPage()
    await page.goto(`${demo.facts.admin}/app/orders/${held?.id}`)
    const app = page.frameLocator('iframe')
    const dialog = app.getByRole('dialog')
    await app.getByRole('button', { name: 'Release hold' }).click()
    await dialog.getByLabel('Reason').fill('Both orders are hers.')
    await failRelease()
    await dialog.getByRole('button', { name: 'Release hold' }).click()
    await dialog.getByText('Shopify refused: Shopify is having a bad day.').waitFor()
    expect((await readOrders())[1]).toMatchObject({ fulfillmentOrders: [{ status: 'ON_HOLD' }] })
    await dialog.getByRole('button', { name: 'Release hold' }).click()
    await app.getByText('Your staff released the hold.').waitFor()
    await app.getByText('Both orders are hers.').waitFor()
    expect(await app.getByRole('button', { name: 'Release hold' }).count()).toBe(0)
    // No gate of this shop has a limit, and the log of what staff changed is there all the same.
    await page.goto(`${demo.facts.admin}/app/redemptions`)
    await app.getByText('No gate has a limit yet').waitFor()
    await app.getByText('An order was approved').waitFor()
    await person.close()
    await expect.poll(tagsOf, within).toEqual([['token-gate'], []])
    expect((await readOrders())[1]).toMatchObject(free)
  })

  test('refuses: to release an order that is not held, one without a reason, or one of another shop (400, 404, 409)', async () => {
    const [good, released] = await readOrders()
    const ask = async (id: number | undefined, body: object, shop?: string) => {
      const path = `/app/orders/${id}/release.data`
      const answer = await demo.requestAdmin({ path, body, ...(shop === undefined ? {} : { shop }) })
      return [answer.status, await answer.text()]
    }
    const why = { reason: 'Known.', seen: 'none' }
    expect(await ask(good?.id, why)).toEqual([409, expect.stringContaining('This order has no hold')])
    expect(await ask(released?.id, why)).toEqual([200, expect.stringContaining('done')])
    expect(await ask(released?.id, { ...why, reason: '' })).toEqual([400, expect.stringContaining('reason')])
    expect(await ask(released?.id, why, demo.facts.otherShop.shop)).toEqual([404, expect.any(String)])
  })

  test('behavior: an order from a draft is exempt, an app’s order without a proof is not', async () => {
    // Sales in a gate's first minutes may precede its publication, so the clock moves on.
    await post(`${store.storefront}/standin/clock`, { offsetSeconds: 600 })
    const order = { lines: [{ variantId: store.gate.variantId }] }
    const [, released] = await readOrders()
    await send(`${store.storefront}/standin/orders/${released?.id}/resend`, {})
    await post(`${store.storefront}/standin/orders`, { source: 'draft', ...order })
    await post(`${store.storefront}/standin/orders`, { source: 'api', ...order })
    await expect.poll(async () => (await tagsOf()).slice(2), within).toEqual([[], ['token-gate-unproved']])
    // Earlier webhooks were settled before these: an order released by staff is not held again.
    expect((await readOrders())[1]).toMatchObject(free)
  })

  test('behavior: staff find orders by name, outcome, gate and day, chosen one right after the other', async () => {
    const [good, , , refused] = await readOrders()
    const page = await (await openPerson()).newPage()
    await page.goto(`${demo.facts.admin}/app/orders`)
    const app = page.frameLocator('iframe')
    const names = () => app.getByRole('link', { name: /^#\d/ }).allInnerTexts()
    await expect.poll(names, within).toContain(good?.name)
    await app.getByRole('searchbox').fill(good?.name ?? '')
    await app.getByLabel('Outcome').selectOption('committed')
    await app.getByLabel('Gate', { exact: true }).selectOption(String(store.gate.id))
    await app.getByLabel('From').fill('2020-01-01')
    await expect.poll(names, within).toEqual([good?.name])
    await expect.poll(() => page.url()).toMatch(/outcome=committed.*search=.*gate=.*from=2020-01-01/)
    await app.getByRole('searchbox').fill('')
    await app.getByLabel('Outcome').selectOption('unproved')
    await expect.poll(names, within).toEqual([refused?.name])
    await app.getByLabel('Until').fill('2020-01-02')
    await app.getByText('No orders found').waitFor()
  })

  test('default: a pass that staff make lets one order through without a wallet, and its order names it', async () => {
    const { id } = store.gate
    const staff = await openPerson()
    const page = await staff.newPage()
    await page.goto(`${demo.facts.admin}/app/gates/${id}/passes`)
    const app = page.frameLocator('iframe')
    await app.getByRole('button', { name: 'Create pass' }).click()
    await app.getByLabel('Note').fill('Ordered by phone')
    await app.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await app.getByText('Ordered by phone').waitFor()
    await app.getByRole('button', { name: 'link of the pass' }).waitFor()
    const list = await (await demo.requestAdmin({ path: `/app/gates/${id}/passes.data` })).text()
    const link = /http[^"]+\/apps\/palisade\/pass#[^"]+/.exec(list)?.[0] ?? ''
    const shopper = await openPerson()
    const visit = await shopper.newPage()
    await visit.goto(link)
    await visit.waitForURL('**/products/**')
    await visit.locator('palisade-gate[data-panel="unlocked"]').waitFor()
    // Only this browser has the key of the pass's visit, so the proof is the one that its block wrote.
    const proof = await visit.locator('form input[name="properties[_palisade]"]').first().inputValue()
    const cart = await fillCart(store, null, { _palisade: proof })
    const before = (await readOrders()).length
    expect(await completeCheckout(store, cart)).toBeDefined()
    const find = async () => (await readOrders())[before]?.tags
    await expect.poll(find, within).toEqual(['token-gate'])
    const order = (await readOrders())[before]
    await page.goto(`${demo.facts.admin}/app/orders/${order?.id}`)
    await app.getByText('Nothing left to do:').waitFor()
    await app.getByText('Ordered by phone').waitFor()
    // The block on Shopify's own page of the order, in a worker, leads to the page in the app.
    const { origin, pathname } = new URL(demo.facts.admin)
    await page.goto(`${origin}${pathname.replace(/\/apps\/.*$/, '')}/orders/${order?.id}`)
    await page.getByText('Nothing left to do:').waitFor()
    await page.getByText('(Ordered by phone)').waitFor()
    await page.getByRole('link', { name: 'Open in Palisade' }).click()
    await app
      .getByRole('heading', { name: String(order?.name ?? '#') })
      .first()
      .waitFor()
    await visit.goto(link)
    await visit.getByText('This pass was already used').waitFor()
    await staff.close()
    await shopper.close()
  })
})

describe('a gate in test', () => {
  /** Save the gate's form with these test wallets. */
  async function saveTest(wallets: string): Promise<void> {
    const path = `/app/gates/${store.gate.id}.data`
    const file = JSON.parse(await (await demo.requestAdmin({ path: '/app/gates/file' })).text())
    const { form } = file.gates.find(({ number }: { number: number }) => number === store.gate.id)
    const page = await (await demo.requestAdmin({ path })).text()
    const openedAt = Number(/"openedAt",([0-9]+)/.exec(page)?.[1])
    const body = { form: { ...form, test: { isOn: true, wallets } }, openedAt }
    const answer = await demo.requestAdmin({ path, body })
    expect(await answer.text()).toContain('"done"')
  }
  const buyWith = async (text: string) =>
    completeCheckout(store, await fillCart(store, null, { _palisade: text }))

  test('refuses: a holder who is not on the list, at unlock, and at checkout with a proof from before', async () => {
    const earlier = await unlock()
    await saveTest(demo.facts.chains.ethereum.wallets.outsider.address)
    await expect(unlock()).rejects.toThrow('"because":"paused"')
    expect(await buyWith(earlier)).toBeUndefined()
  })

  test('default: a test wallet unlocks and buys at its price, the block says that it is a test, and one press ends it', async () => {
    await saveTest(demo.facts.chains.ethereum.wallets.holder.address)
    const inTest = await unlock()
    const order = await buyWith(inTest)
    expect(order?.lines[0]?.discounts).toHaveLength(1)
    const person = await openPerson()
    const page = await person.newPage()
    await page.goto(`${store.storefront}/products/camp-mug`)
    await page.locator('.palisade-badge').getByText('Test').waitFor()
    await page.goto(`${demo.facts.admin}/app/gates/${store.gate.id}`)
    const app = page.frameLocator('iframe')
    await app.getByLabel('Test wallets').waitFor()
    await demo.requestAdmin({
      path: '/app/gates/state.data',
      body: { state: 'live', numbers: [store.gate.id] },
    })
    await page.goto(`${store.storefront}/products/camp-mug`)
    await page.locator('palisade-gate').waitFor()
    expect(await page.locator('.palisade-badge').count()).toBe(0)
  })
})
