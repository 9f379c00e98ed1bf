import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { send } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import {
  countOnCounter,
  createTill,
  endTill,
  findMug,
  openCounter,
  openFilmedTill,
  openTill,
  readCode,
  sellMug,
  shoot,
  showCode,
  signIn,
  typeCode,
  waitForCode,
} from './openCounter.ts'
import { openDemo } from './openDemo.ts'
import { openPhone } from './openPhone.ts'

/* The counter: a code on a phone, a till that reads and charges it, and the order of the point of sale. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const MINUTE_MS = 60_000

describe('a till', () => {
  test('default: a camera reads the phone’s code, the till charges, and the order of the point of sale is matched', async () => {
    const link = await createTill(demo, 'Front desk')
    const phone = await showCode(demo, 'holder')
    expect(await phone.page.locator('[role=status]').innerText()).toContain('every 20 seconds')
    await shoot(phone.page, 'phone')
    const till = await openFilmedTill(link, await readCode(phone.page))
    await till.getByText('Passed.').waitFor()
    await shoot(till, 'till-passed')
    await findMug(till).getByRole('button', { name: 'Charge' }).click()
    await till.getByRole('heading', { name: 'Charged' }).waitFor()
    expect(await till.locator('pre').innerText()).toMatch(
      /1 item, checked at Front desk, .*\nReference [0-9A-F]{8}/,
    )
    await shoot(till, 'till-charged')
    await sellMug(demo)
    await expect.poll(() => countOnCounter(demo, 'Order found'), { timeout: 60_000, interval: 1500 }).toBe(1)
    const { page } = await openCounter(demo)
    await shoot(page, 'admin-charges')
  })

  test('behavior: the phone’s next code takes nothing away that staff have before them; they ask for it', async () => {
    const link = await createTill(demo, 'Busy desk')
    const phone = await showCode(demo, 'holder')
    const first = await readCode(phone.page)
    const till = await openFilmedTill(link, first, await waitForCode(phone.page, first))
    const checks: string[] = []
    till.on(
      'request',
      (request) => void (request.url().endsWith('/till/check') && checks.push(request.url())),
    )
    await till.getByText('Passed.').waitFor()
    await findMug(till).getByLabel('Items').fill('2')
    // The film shows each code twice meanwhile.
    await till.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 13)
    expect(await findMug(till).getByLabel('Items').inputValue()).toBe('2')
    expect(checks.length).toBeLessThan(2)
    await shoot(till, 'till-waits')
    await till.getByRole('button', { name: 'Next code' }).click()
    await till.locator('#result section').first().waitFor()
    await till.getByRole('button', { name: 'Next code' }).waitFor()
    expect(await findMug(till).getByLabel('Items').inputValue()).toBe('1')
  })

  test('behavior: an order of the point of sale without a charge is listed, not held, and may be charged late', async () => {
    const clock = (offsetSeconds: number) => send(`${demo.facts.storefront}/standin/clock`, { offsetSeconds })
    onTestFinished(async () => void (await clock(0)))
    // Orders of a gate's first minutes are not told.
    await clock(600)
    const sale = await sellMug(demo)
    const countListed = () => countOnCounter(demo, sale.name)
    await expect.poll(countListed, { timeout: 60_000, interval: 1500 }).toBe(1)
    const { page, app } = await openCounter(demo)
    await app.getByRole('heading', { name: 'Sold without a charge' }).waitFor()
    await shoot(page, 'admin-uncharged')
    const placed = await fetch(`${demo.facts.storefront}/standin/orders/${sale.id}`)
    const { fulfillmentOrders, cancelledAt } = (await placed.json()) as {
      fulfillmentOrders: { status: string }[]
      cancelledAt: unknown
    }
    expect([fulfillmentOrders.map(({ status }) => status), cancelledAt]).toEqual([['OPEN'], null])

    const till = await openTill(await createTill(demo, 'Late desk'))
    const phone = await showCode(demo, 'holder')
    await typeCode(till, await readCode(phone.page))
    await findMug(till).getByLabel('Order, if made').fill(sale.name)
    await findMug(till).getByRole('button', { name: 'Charge' }).click()
    await till.getByRole('heading', { name: 'Charged' }).waitFor()
    await expect.poll(countListed, { timeout: 60_000, interval: 1500 }).toBe(0)
    // An order has the charge: it is undone by a refund alone.
    await till.getByRole('button', { name: 'Undo' }).click()
    await till.getByText('An order has this charge already. Refund or cancel the order').waitFor()
  })

  test('behavior: a till whose clock is ten minutes off checks, charges and undoes; another till undoes nothing of it', async () => {
    const link = await createTill(demo, 'Slow clock')
    const wrong = await openTill(link, (page) => page.clock.install({ time: Date.now() - 10 * MINUTE_MS }))
    const other = await openTill(await createTill(demo, 'Fast clock'), (page) =>
      page.clock.install({ time: Date.now() + 10 * MINUTE_MS }),
    )
    const phone = await showCode(demo, 'holder')
    const checked = wrong.waitForResponse('**/till/check')
    const first = await readCode(phone.page)
    await typeCode(wrong, first)
    const { checkId } = (await (await checked).json()) as { checkId: string }
    await findMug(wrong).getByRole('button', { name: 'Charge' }).click()
    await wrong.getByRole('heading', { name: 'Charged' }).waitFor()
    const said = await other.evaluate(async (id) => {
      const authorization = `Bearer ${sessionStorage.getItem('palisade:till')}`
      const headers = { 'content-type': 'application/json', authorization }
      const answer = await fetch('/till/undo', {
        method: 'POST',
        headers,
        body: JSON.stringify({ checkId: id }),
      })
      return { status: answer.status, ...((await answer.json()) as object) }
    }, checkId)
    expect(said).toEqual({
      ...{ status: 409, code: 'ERR_COUNTER_CHARGE_STALE' },
      msg: expect.stringContaining('another till made it'),
    })
    await wrong.getByRole('button', { name: 'Undo' }).click()
    await wrong.getByText('The use is given back.').waitFor()
    await shoot(wrong, 'till-undone')
    await typeCode(other, await waitForCode(phone.page, first))
    await other.getByText('Passed.').waitFor()
  })

  test('refuses: an empty wallet, in words without its address; rubbish; and to guess while it is offline', async () => {
    const till = await openTill(await createTill(demo, 'Back room'))
    const phone = await showCode(demo, 'outsider')
    await typeCode(till, await readCode(phone.page))
    await till.getByText('Not passed.').waitFor()
    const said = await till.locator('#result').innerText()
    expect(said).toMatch(/Not met/)
    expect(said).not.toMatch(/0x[0-9a-f]/i)
    expect(await till.getByRole('button', { name: 'Charge' }).count()).toBe(0)
    await shoot(till, 'till-refused')
    await typeCode(till, 'hello')
    await till.getByText('This is no code of a shopper’s phone.').waitFor()
    await till.context().setOffline(true)
    await typeCode(till, await readCode(phone.page))
    await till.getByText('This till is offline').waitFor()
  })

  test('refuses: everything on an open page of a till that was ended, and takes its buttons away', async () => {
    const till = await openTill(await createTill(demo, 'Gone'))
    const phone = await showCode(demo, 'holder')
    await typeCode(till, await readCode(phone.page))
    await till.getByText('Passed.').waitFor()
    const charged = await countOnCounter(demo, 'Waits for its order')
    await endTill(demo, 'Gone')
    await findMug(till).getByRole('button', { name: 'Charge' }).click()
    await till.getByText('A manager has ended this till.').waitFor()
    expect(await till.getByRole('button').count()).toBe(0)
    await shoot(till, 'till-ended')
    expect(await countOnCounter(demo, 'Waits for its order')).toBe(charged)
    await till.reload()
    await typeCode(till, await readCode(phone.page))
    await till.getByText('A manager has ended this till.').waitFor()
  })
})

describe('a phone', () => {
  test('behavior: offline it goes on for a minute, each code works once, and a signed-out phone’s not', async () => {
    const one = await openTill(await createTill(demo, 'One'))
    const two = await openTill(await createTill(demo, 'Two'))
    const phone = await showCode(demo, 'holder')
    const first = await readCode(phone.page)
    await phone.person.setOffline(true)
    await phone.page.getByText('You’re offline').waitFor()
    await shoot(phone.page, 'phone-offline')
    const second = await waitForCode(phone.page, first)
    await Promise.all([typeCode(one, second), typeCode(two, second)])
    for (const page of [one, two]) await page.locator('#result section').first().waitFor()
    const texts = await Promise.all([one, two].map((page) => page.locator('#result').innerText()))
    expect(texts.filter((text) => text.includes('This code was already used.'))).toHaveLength(1)
    expect(texts.filter((text) => text.includes('Harbor Coin members'))).toHaveLength(1)
    await shoot(two, 'till-used')
    // A copy of the code before is older than one that was read.
    await typeCode(two, first)
    await two.getByText('This code was already used.').waitFor()
    // Without a network nobody can sign out, and the page says so for long enough to be read.
    await phone.page.getByRole('button', { name: 'Sign out' }).tap()
    await phone.page.getByText('That didn’t work just now.').waitFor()
    await phone.page.getByText('You’re offline').waitFor()
    await phone.person.setOffline(false)
    await phone.page.getByRole('button', { name: 'Sign out' }).tap()
    await phone.page.getByRole('button', { name: 'MetaMask' }).waitFor()
    await typeCode(two, second)
    await two.getByText('The shopper is no longer signed in.').waitFor()
  })

  test('behavior: offline for longer than its key it says why, and the code comes back with the network, by the server’s clock', async () => {
    const till = await openTill(await createTill(demo, 'Patient'))
    const phone = await showCode(demo, 'holder', (page) => page.clock.install())
    await phone.person.setOffline(true)
    await phone.page.clock.fastForward(14 * MINUTE_MS)
    await phone.page.getByText('You’re offline').waitFor()
    expect(await phone.page.locator('#code svg').count()).toBe(1)
    await phone.page.clock.fastForward(2 * MINUTE_MS)
    await phone.page.getByText('You were offline for too long.').waitFor()
    expect(await phone.page.locator('#code svg').count()).toBe(0)
    await shoot(phone.page, 'phone-over')
    // Its clock is a quarter of an hour ahead by now.
    await phone.person.setOffline(false)
    await phone.page.locator('#code svg').waitFor()
    await typeCode(till, await readCode(phone.page))
    await till.getByText('Passed.').waitFor()
  })

  test('behavior: who signs out and in again stays signed in when the page is hidden and shown', async () => {
    const phone = await showCode(demo, 'holder')
    await phone.page.getByRole('button', { name: 'Sign out' }).tap()
    await signIn(phone.page)
    const answered: number[] = []
    phone.page.on('response', (one) => void (one.url().endsWith('/counter') && answered.push(one.status())))
    for (const name of ['visibilitychange', 'online']) {
      const count = answered.length
      await phone.page.evaluate((event) => {
        const target = event === 'online' ? window : document
        target.dispatchEvent(new Event(event))
      }, name)
      await expect.poll(() => answered.length).toBeGreaterThan(count)
    }
    expect(answered).toEqual(answered.map(() => 200))
    expect(await phone.page.locator('#code svg').count()).toBe(1)
  })

  test('behavior: a phone without a wallet is led into a wallet’s app', async () => {
    const page = await (await openPhone()).newPage()
    await page.goto(`${demo.facts.storefront}/apps/palisade/counter`)
    await page.getByText('This browser has no wallet').waitFor()
    const links = page.locator('#wallets a')
    expect(await links.first().getAttribute('href')).toContain('/apps/palisade/counter')
    await shoot(page, 'phone-apps')
  })
})
