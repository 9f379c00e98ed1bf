import { Pool } from 'pg'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/*
 * The key of a visit, in Chromium against the built server: what a stolen token, a lost key, a wrong clock and a browser
 * that stores nothing end in. No card is stuck, and nothing opens that the server did not grant.
 */
let demo: RunningDemo
let pool: Pool
const closers: (() => unknown)[] = []
beforeAll(async () => {
  const postgres = await startPostgres()
  closers.push(postgres.close)
  demo = await startOwnDemo({ cluster: { databaseUrl: postgres.url, servers: 1 } })
  closers.push(demo.close)
  pool = new Pool({ connectionString: postgres.url, max: 1 })
  closers.push(() => pool.end())
}, 600_000)
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const JACKET = '/products/varsity-jacket'

/** A new browser at the jacket; `script` runs before every page's own scripts. */
async function openBrowser(script?: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openPerson()
  if (script) await context.addInitScript(script)
  const page = await context.newPage()
  await page.goto(`${demo.facts.storefront}${JACKET}`)
  return { context, page }
}

/** Connect the holder's wallet, which signs; answers what it signed. */
async function connect(page: Page): Promise<string> {
  const asked = page.waitForResponse('**/apps/palisade/nonce')
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Holder wallet' }).click()
  const { message } = (await (await asked).json()) as { message: string }
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await waitFor(page, 'unlocked')
  return message
}

const waitFor = (page: Page, state: string) =>
  page.locator(`palisade-gate[data-state="${state}"]`).first().waitFor()
const readStored = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('palisade:visit')))
/** The statuses of the requests that a page sends from now on, by their address. */
function listAnswers(page: Page): string[] {
  const answers: string[] = []
  page.on('response', (response) => {
    const path = /\/apps\/palisade\/(\w+)$/.exec(new URL(response.url()).pathname)?.[1]
    if (path) answers.push(`${path} ${response.status()}`)
  })
  return answers
}

describe('the key of a visit', () => {
  test('default: the wallet signs its thumbprint once, every page and tab uses it, and no script can read it', async () => {
    const { context, page } = await openBrowser()
    const other = await context.newPage()
    await other.goto(`${demo.facts.storefront}/products/camp-mug`)
    const answers = listAnswers(other)
    expect(await connect(page)).toMatch(
      /\nResources:\n- urn:ietf:params:oauth:jwk-thumbprint:sha-256:[\w-]{43}$/,
    )
    // The second tab follows without a signature.
    await waitFor(other, 'unlocked')
    expect(answers).toEqual(['renew 200'])
    await page.reload()
    await waitFor(page, 'unlocked')
    const exported = await page.evaluate(async () => {
      const opened = indexedDB.open('palisade')
      await new Promise((resolve) => Object.assign(opened, { onsuccess: resolve }))
      const asked = opened.result.transaction('keys').objectStore('keys').get(0)
      await new Promise((resolve) => Object.assign(asked, { onsuccess: resolve }))
      const { secret } = asked.result as { secret: CryptoKey }
      const tries = ['jwk', 'pkcs8', 'raw'].map((format) =>
        crypto.subtle.exportKey(format as 'jwk', secret).then(
          () => 'exported',
          (error: Error) => error.name,
        ),
      )
      return { extractable: secret.extractable, tries: await Promise.all(tries) }
    })
    expect(exported.extractable).toBe(false)
    expect(exported.tries).not.toContain('exported')
  })

  test('refuses: a visit that was copied into another browser; its card is locked, and the thief’s own wallet can connect', async () => {
    const { page } = await openBrowser()
    await connect(page)
    const stolen = await readStored(page)
    expect(stolen).toHaveLength(1)
    const { page: thief } = await openBrowser()
    await thief.evaluate((entries) => {
      for (const [key, value] of entries) localStorage.setItem(key, value)
    }, stolen)
    const answers = listAnswers(thief)
    await thief.reload()
    await expect.poll(() => answers).toEqual(['renew 401'])
    await waitFor(thief, 'locked')
    expect(await thief.locator('form input[name="properties[_palisade]"]').count()).toBe(0)
    await connect(thief)
    // The owner's visit goes on.
    await page.reload()
    await waitFor(page, 'unlocked')
  })

  test('behavior: a browser that has lost its key asks for the wallet again', async () => {
    const { page } = await openBrowser()
    await connect(page)
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          Object.assign(indexedDB.deleteDatabase('palisade'), { onsuccess: resolve, onblocked: resolve }),
        ),
    )
    await page.reload()
    await waitFor(page, 'locked')
    expect(await connect(page)).toContain('Resources:')
    await page.reload()
    await waitFor(page, 'unlocked')
  })

  test('behavior: half an hour after its last use a visit has ended, and the card asks again', async () => {
    const { page } = await openBrowser()
    await connect(page)
    await pool.query('UPDATE visit SET used_at = used_at - 1740')
    await page.reload()
    await waitFor(page, 'unlocked')
    await pool.query('UPDATE visit SET used_at = used_at - 1860')
    await page.reload()
    await waitFor(page, 'locked')
    expect((await readStored(page)).map(([, value]) => value)).toEqual(['null'])
    await connect(page)
  })

  test.each([3600, -3600])(
    'behavior: a device whose clock is %i seconds off signs once more, and all works',
    async (seconds) => {
      const { page } = await openBrowser(
        `{ const now = Date.now; Date.now = () => now() + ${seconds * 1000} }`,
      )
      const answers = listAnswers(page)
      await connect(page)
      expect(answers).toEqual(['nonce 200', 'unlock 401', 'unlock 200'])
      await page.reload()
      await waitFor(page, 'unlocked')
      expect(answers.slice(3)).toEqual(['renew 401', 'renew 200'])
    },
  )

  test.each([
    ['IndexedDB', ['indexedDB']],
    ['all storage', ['indexedDB', 'localStorage', 'sessionStorage']],
  ])('behavior: where %s is forbidden, the card stays open until the page is left', async (_, names) => {
    const { page } = await openBrowser(
      `for (const name of ${JSON.stringify(names)}) Object.defineProperty(window, name, { get() { throw new DOMException('forbidden', 'SecurityError') } })`,
    )
    const answers = listAnswers(page)
    await connect(page)
    // Another variant is renewed with the key of the page.
    await page
      .locator('form select[name="id"], form input[name="id"]')
      .first()
      .evaluate((field) => {
        field.dispatchEvent(new Event('change', { bubbles: true }))
      })
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
    await expect.poll(() => answers.filter((answer) => answer === 'renew 200').length).toBeGreaterThan(0)
    await waitFor(page, 'unlocked')
    answers.length = 0
    await page.reload()
    await waitFor(page, 'locked')
    // Nothing was stored of which the next page could ask.
    expect(answers.filter((answer) => answer.startsWith('renew'))).toEqual([])
    await connect(page)
  })

  test('behavior: a browser without keys unlocks once, buys at the price, and stores nothing', async () => {
    const { page } = await openBrowser(`Object.defineProperty(crypto, 'subtle', { value: undefined })`)
    const message = await connect(page)
    expect(message).not.toContain('Resources')
    expect((await readStored(page)).filter(([, value]) => value !== 'null')).toEqual([])
    const added = page.waitForResponse('**/cart/add.js')
    await page.locator('button[name="add"]').click()
    await added
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect((await page.locator('[data-total]').first().innerText()).replace(/\s+/g, ' ')).toContain('96.00')
    await page.goto(`${demo.facts.storefront}${JACKET}`)
    await waitFor(page, 'locked')
  })

  test('behavior: who disconnects leaves no key behind', async () => {
    const { page } = await openBrowser()
    const first = await connect(page)
    await page.getByRole('button', { name: /disconnect/i }).click()
    await waitFor(page, 'locked')
    expect((await connect(page)).slice(-43)).not.toBe(first.slice(-43))
  })
})
