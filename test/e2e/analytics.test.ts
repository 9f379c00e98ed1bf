import { mkdir, readFile } from 'node:fs/promises'
import type { FrameLocator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { completeCheckout, fillCart, post, type Store } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { chooseMore } from './walkAdmin.ts'

/* From shoppers at the storefront to the merchant's numbers: unlocks, a refusal and an order, counted and logged. */
let demo: RunningDemo
let store: Store
beforeAll(async () => {
  demo = await openDemo()
  const gate = demo.facts.gates.find(({ kind }) => kind === 'discount')
  if (!gate) throw new Error('The demo has no discount.')
  store = { storefront: demo.facts.storefront, gate }
})

const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const SHOTS = process.env.PALISADE_SHOTS
type Admin = { readonly page: Page; readonly app: FrameLocator }

async function openAdmin(path: string, view = DESKTOP): Promise<Admin> {
  const page = await (await openPerson(view)).newPage()
  await page.goto(`${demo.facts.admin}${path}`)
  const app = page.frameLocator('iframe')
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { page, app }
}

async function shoot({ page }: Admin, name: string): Promise<void> {
  if (SHOTS === undefined) return
  await mkdir(SHOTS, { recursive: true })
  await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

const isWide = ({ app }: Admin) => app.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth)

/** Ask for the gate with a wallet; returns the proof of its product, null if the gate stays closed. */
async function unlock(wallet: Parameters<typeof loginWithEvm>[0]): Promise<string | null> {
  const proxy = `${store.storefront}/apps/palisade`
  const { chain, walletAddress, sign } = loginWithEvm(wallet)
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const { id, productId, variantId } = store.gate
  const answer = await post(`${proxy}/unlock`, {
    ...{ nonce, walletAddress, signature: await sign(String(message)) },
    ...{ gates: [id], lines: [{ productId, variantId }] },
  })
  return (answer.lineProofs as { proof: string }[])[0]?.proof ?? null
}

describe('Analytics', () => {
  test('default: a shop without visitors says so, at both widths', async () => {
    for (const view of [DESKTOP, PHONE]) {
      const admin = await openAdmin('/app/analytics', view)
      await admin.app.getByText('Nobody has tried a gate yet').waitFor()
      expect(await isWide(admin)).toBe(false)
      await shoot(admin, `analytics-empty-${view.width}`)
    }
  })

  test('default: home says so too', async () => {
    const { app } = await openAdmin('/app')
    await app.getByRole('heading', { name: 'Last 30 days' }).waitFor()
    expect(await app.getByText('Nobody has tried a gate yet.').count()).toBe(1)
  })

  test('behavior: an unlock, a refusal and an order are counted for the gate and the shop', async () => {
    const { holder, outsider } = demo.facts.chains.ethereum.wallets
    const proof = await unlock(holder)
    expect(await unlock(outsider)).toBeNull()
    const cart = await fillCart(store, null, { _palisade: proof ?? '' })
    expect(await completeCheckout(store, cart)).toBeDefined()
    const admin = await openAdmin('/app/analytics')
    const read = async () => {
      await admin.page.reload()
      await admin.app.locator('[inert]').waitFor({ state: 'detached' })
      return admin.app
        .locator('.palisade-tile')
        .allInnerTexts()
        .catch(() => [])
    }
    await expect
      .poll(async () => (await read()).map((tile) => tile.replace(/\s+/g, ' ')).join(' | '), {
        timeout: 60_000,
      })
      .toMatch(
        /Unlocks 1 of 2 attempts \| Refusals 1 \| Orders 1 \| Revenue €[1-9].* \| Discount given €[1-9]/,
      )
    await admin.app.getByText('The wallet doesn’t hold what the gate asks for').waitFor()
    await admin.app.getByRole('img', { name: /^Unlocks and refusals by day/ }).waitFor()
    expect(await admin.app.getByRole('table').getByRole('row').count()).toBe(31)
    await shoot(admin, 'analytics-1280')
    const phone = await openAdmin(`/app/analytics?gate=${store.gate.id}&days=7`, PHONE)
    await phone.app.getByText(/^What “.+” did$/).waitFor()
    expect(await isWide(phone)).toBe(false)
    await shoot(phone, 'analytics-390')
  })

  test('behavior: home has the same numbers, and a gate’s page leads to its own', async () => {
    for (const view of [DESKTOP, PHONE]) {
      const home = await openAdmin('/app', view)
      await home.app.getByRole('img', { name: /^Unlocks and refusals by day/ }).waitFor()
      const tiles = (await home.app.locator('.palisade-tile').allInnerTexts()).map(
        (tile) => tile.split('\n')[1],
      )
      expect(tiles.slice(0, 3)).toEqual(['1', '1', '1'])
      expect(await isWide(home)).toBe(false)
      await shoot(home, `home-${view.width}`)
    }
    const { app } = await openAdmin(`/app/gates/${store.gate.id}`)
    await chooseMore(app, 'Numbers')
    await app.getByText(/^What “.+” did$/).waitFor()
  })

  test('behavior: the log answers why a wallet was refused, by a part of its address', async () => {
    const { outsider } = demo.facts.chains.ethereum.wallets
    const { walletAddress } = loginWithEvm(outsider)
    const admin = await openAdmin('/app/analytics')
    await admin.app.getByRole('tab', { name: 'Unlock log' }).click()
    const search = admin.app.getByRole('searchbox')
    await search.waitFor()
    await shoot(admin, 'log-1280')
    await search.fill(walletAddress.slice(0, 4))
    await admin.app.getByText('Enter at least 4 characters of the address.').waitFor()
    await search.fill(`${walletAddress.slice(0, 6)}…${walletAddress.slice(-4)}`)
    await admin.app.getByText(/^You need .+ holds 0\.$/).waitFor()
    expect(await admin.app.locator('.palisade-event').count()).toBe(1)
    await admin.app.getByText(walletAddress.toLowerCase()).waitFor()
    await search.fill(walletAddress.slice(14, 22))
    await admin.app.getByText('No wallet begins or ends like this.').waitFor()
    await admin.app.getByText(walletAddress.toLowerCase()).waitFor()
    // A first day after the last one is said, and stays until it is corrected.
    await admin.app.getByLabel('Period').selectOption('own')
    const [from, until] = [admin.app.getByLabel('From'), admin.app.getByLabel('Until')]
    const [first, last] = [await from.inputValue(), await until.inputValue()]
    await from.fill(last)
    await until.fill(first)
    await admin.app.getByText('The last day is before the first.').waitFor()
    await expect.poll(() => admin.page.url()).toContain(`from=${last}`)
    expect(await until.inputValue()).toBe(first)
    const phone = await openAdmin('/app/analytics/log?outcome=open', PHONE)
    await phone.app.locator('.palisade-event').first().waitFor()
    await expect.poll(() => isWide(phone)).toBe(false)
    await shoot(phone, 'log-390')
  })

  test('behavior: what is shown is exported as CSV, by keyboard', async () => {
    for (const [path, head, rows] of [
      ['/app/analytics', 'Day,Attempts,Unlocks,Refusals', 30],
      ['/app/analytics/log', 'Time (Europe/Berlin),Gate number,Gate', 2],
      ['/app/orders', 'Order,Time (Europe/Berlin),Outcome', 1],
    ] as const) {
      const admin = await openAdmin(path)
      const file = admin.page.waitForEvent('download')
      await admin.app.getByRole('button', { name: 'Export CSV' }).focus()
      await admin.page.keyboard.press('Enter')
      const text = await readFile(await (await file).path(), 'utf8')
      expect(text.startsWith(`\uFEFF${head}`)).toBe(true)
      expect(text.split('\r\n').filter(Boolean)).toHaveLength(rows + 1)
    }
  })

  test.each([
    ['/app/analytics?days=31', 'The period must be 7, 30 or 90 days.'],
    ['/app/analytics?from=2026-01-01&until=2020-01-01', 'The last day is before the first.'],
    ['/app/analytics/log?before=now', 'This page of the log does not exist.'],
    ['/app/analytics/log?outcome=perhaps', 'There is no such answer to filter by.'],
  ])('refuses: %s (ERR_QUERY_INVALID)', async (path, sentence) => {
    const { app } = await openAdmin(path)
    await app.getByText(sentence).waitFor()
    expect(await app.getByRole('heading', { name: 'Something went wrong' }).count()).toBe(1)
  })

  test('refuses: a gate that the shop does not have (ERR_GATE_NOT_FOUND)', async () => {
    const { app } = await openAdmin('/app/analytics?gate=999')
    await app.getByText('There is no page at this address').waitFor()
    expect(await app.locator('.palisade-tile').count()).toBe(0)
  })
})
