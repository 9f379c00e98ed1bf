import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PATIENCE_MS } from '../standin/browser/launchBrowser.ts'
import { verifyIdToken } from '../standin/shopify/oauth/verifyIdToken.ts'
import {
  API_KEY,
  API_SECRET,
  DOMAIN,
  startTestAdmin,
  type TestAdmin,
} from '../standin-tests/admin/startTestAdmin.ts'
import { shareBrowser } from './openPerson.ts'

let app: Server
let admin: TestAdmin
let page: Page
let frame: FrameLocator
const asked: string[] = []

const isGood = (token: string) =>
  verifyIdToken({ token, shop: DOMAIN, apiKey: API_KEY, apiSecret: API_SECRET })

beforeAll(async () => {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('./standinFrameApp.tsx', import.meta.url))],
    bundle: true,
    write: false,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  app = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://app')
    asked.push(url.pathname)
    if (url.pathname === '/whoami') {
      const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
      response.end(isGood(token) ? 'known' : 'unknown')
      return
    }
    if (url.pathname === '/app.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(bundle.outputFiles[0]?.text)
      return
    }
    if (!isGood(url.searchParams.get('id_token') ?? '')) {
      response.writeHead(401).end('no id token')
      return
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `frame-ancestors https://${DOMAIN} https://admin.shopify.com;`,
    })
    response.end(
      `<!doctype html><title>Gates</title><script src="${admin.appBridgeUrl}" data-api-key="${API_KEY}"></script><div id="root"></div><script src="/app.js"></script>`,
    )
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  admin = await startTestAdmin(`http://127.0.0.1:${(app.address() as AddressInfo).port}`)
})
afterAll(async () => {
  await admin.close()
  app.close()
})

beforeEach(async () => {
  page = await (await shareBrowser()).newPage({ viewport: { width: 1280, height: 800 } })
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(admin.adminUrl)
  frame = page.frameLocator('iframe')
  await frame.locator('#path').waitFor()
})
afterEach(() => page.close())

const shoot = async (name: string) => {
  const folder = process.env.SHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

describe('admin frame', () => {
  test('default: the app is framed, and its fetches carry a fresh token', async () => {
    await frame.getByRole('button', { name: 'Who am I' }).click()
    await expect.poll(() => frame.locator('#whoami').textContent()).toBe('known')
    expect(await page.title()).toContain('Northwind')
    await shoot('home')
  })

  test('behavior: menu links navigate without a page load, and the URL follows and can be reloaded', async () => {
    const before = asked.length
    await page.getByRole('link', { name: 'Gates' }).click()
    await expect.poll(() => frame.locator('#path').textContent()).toBe('/app/gates')
    expect(page.url()).toBe(`${admin.adminUrl}/app/gates`)
    expect(asked.length).toBe(before)
    await page.reload()
    await expect.poll(() => frame.locator('#path').textContent()).toBe('/app/gates')
    expect(await page.getByRole('link', { name: 'Gates' }).getAttribute('aria-current')).toBe('page')
  })

  test('behavior: the save bar appears, asks before it discards, saves, and shows a toast', async () => {
    const bar = page.getByRole('region', { name: 'Unsaved changes' })
    await frame.getByLabel('Name', { exact: true }).fill('Ape Club day')
    await bar.waitFor()
    await shoot('dirty')
    await page.getByRole('link', { name: 'Settings' }).click()
    await shoot('leave')
    await page.getByRole('button', { name: 'Stay' }).click()
    expect(await frame.locator('#path').textContent()).toBe('/app')
    await bar.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await bar.waitFor({ state: 'hidden' })
    expect(await frame.getByLabel('Name', { exact: true }).inputValue()).toBe('Ape Club night')
    await frame.getByLabel('Name', { exact: true }).fill('Ape Club dawn')
    await bar.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Gate saved').waitFor()
    await bar.waitFor({ state: 'hidden' })
    await frame.getByRole('button', { name: 'Break' }).click()
    await page.getByText('It broke').waitFor()
    await shoot('toasts')
  })

  test('behavior: the resource picker searches, preselects, returns a choice and cancels', async () => {
    const picked = () => frame.locator('#picked').textContent()
    await frame.getByRole('button', { name: 'Browse' }).click()
    const picker = page.getByRole('dialog', { name: 'Select products' })
    await picker.getByText('Enamel Mug').waitFor()
    await picker.getByLabel('Search products').fill('jack')
    await picker.getByText('Enamel Mug').waitFor({ state: 'detached' })
    await picker.getByRole('checkbox', { name: /Varsity Jacket/ }).check()
    await shoot('picker')
    await picker.getByRole('button', { name: 'Select', exact: true }).click()
    await expect.poll(picked).toBe('["Varsity Jacket"]')

    await frame.getByRole('button', { name: 'Browse' }).click()
    await picker.getByText('1 product selected').waitFor()
    expect(await picker.getByRole('checkbox', { name: /Varsity Jacket/ }).isChecked()).toBe(true)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await expect.poll(picked).toBe('["Varsity Jacket","Enamel Mug"]')

    await frame.getByRole('button', { name: 'Browse' }).click()
    await picker.waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(picked).toBe('cancelled')
  })

  test('behavior: a form with data-save-bar shows the bar, and leaving asks first', async () => {
    const bar = page.getByRole('region', { name: 'Unsaved changes' })
    const note = frame.getByLabel('Note')
    await note.fill('second')
    await bar.getByRole('button', { name: 'Discard' }).click()
    await bar.waitFor({ state: 'hidden' })
    expect(await note.inputValue()).toBe('first')
    await note.fill('third')
    await bar.waitFor()
    await frame.getByRole('button', { name: 'Count scopes' }).click()
    await page.getByRole('button', { name: 'Leave page' }).click()
    await expect.poll(() => frame.locator('#whoami').textContent()).toBe('0 granted, 7 optional')
    await bar.getByRole('button', { name: 'Save' }).click()
    await bar.waitFor({ state: 'hidden' })
  })

  test('behavior: a modal appears with its title bar', async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await frame.getByText('Inside the modal').waitFor()
    await shoot('modal')
    await frame.getByRole('button', { name: 'Done' }).click()
    await expect(frame.getByText('Inside the modal').waitFor({ state: 'hidden' })).resolves.toBeUndefined()
  })

  test('behavior: on a phone the menu opens over the app', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await shoot('phone')
    await page.getByRole('button', { name: 'Navigation' }).click()
    await page.getByRole('link', { name: 'Gates' }).click()
    await expect.poll(() => frame.locator('#path').textContent()).toBe('/app/gates')
    await page.getByRole('button', { name: 'Navigation' }).click()
    await shoot('phone-menu')
    await frame.getByLabel('Name', { exact: true }).fill('x', { force: true })
    await page.locator('.scrim').click({ position: { x: 360, y: 400 } })
    await shoot('phone-dirty')
  })
})
