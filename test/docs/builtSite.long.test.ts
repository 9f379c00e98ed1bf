import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../../scripts/buildApp.ts'
import { buildDocs } from '../../scripts/buildDocs.ts'
import { toSiteAddress } from '../../scripts/docs/toSitePath.ts'
import { listViolations } from '../client/page/listViolations.ts'
import { SERVER_ENV } from '../openServer.ts'
import { launchBrowser, makePerson, type View } from '../standin/browser/launchBrowser.ts'
import { type RunningApp, startApp } from '../standin/demo/startApp.ts'
import { findFreePort } from '../standin/processes/findPorts.ts'

/* The documentation site, built and served by a copy of the built server. */
let folder: string
let pages: readonly string[]
let server: RunningApp
let browser: Browser
beforeAll(async () => {
  await buildApp()
  folder = await mkdtemp(path.join(tmpdir(), 'palisade-site-'))
  await cp('build', path.join(folder, 'build'), { recursive: true })
  pages = await buildDocs({ folder: path.join(folder, 'build/client/docs') })
  server = await start()
  browser = await launchBrowser()
}, 600_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function start(data = 'data'): Promise<RunningApp> {
  return startApp({
    host: '127.0.0.1',
    port: await findFreePort('127.0.0.1'),
    env: { ...SERVER_ENV, DATA_DIR: path.join(folder, data), RATE_LIMIT_FACTOR: '1000' },
    command: [process.execPath, path.join(folder, 'build/server.js')],
    onDeath: console.error,
  })
}

/**
 * What a merchant, a theme developer, a developer and an operator type first, as they would say it, and the page that
 * answers: the first result is of that page.
 */
const QUESTIONS = {
  'docs/merchants/first-gate.md': ['make a gate', 'how do I create an offer for holders'],
  'docs/merchants/sell-only-to-holders.md': ['sell only to holders'],
  'docs/merchants/limit-uses.md': ['limit one per NFT'],
  'docs/merchants/lists.md': ['import a list of wallets'],
  'docs/merchants/try-before-shoppers.md': ['test a gate before shoppers'],
  'docs/merchants/orders.md': ['order on hold', 'why was my order refused'],
  'docs/merchants/schedule-and-pause.md': ['pause an offer'],
  'docs/customers.md': ['tag customers who hold a token', 'what data is stored'],
  'docs/questions.md': ['does it work below Plus', 'can somebody get around it'],
  'docs/counter.md': ['point of sale'],
  'docs/bigcommerce.md': ['BigCommerce'],
  'docs/themes/blocks.md': ['block settings', 'product page block', 'cart block'],
  'docs/themes/looks.md': ['css variables', 'change the colors of the card', 'dark theme'],
  'docs/themes/gated-content.md': ['hide content until unlocked'],
  'docs/integrations/sign-in-with-a-wallet.md': ['sign in with a wallet'],
  'docs/integrations/headless.md': ['Hydrogen'],
  'docs/integrations/nextjs.md': ['Next.js'],
  'docs/integrations/agents.md': ['MCP'],
  'docs/integrations/rainbowkit.md': ['RainbowKit'],
  'docs/integrations/webhooks.md': ['Shopify Flow'],
  'client/server/README.md': ['verify a webhook', 'verify a receipt'],
  'docs/spec/picket.md': ['error codes'],
  'docs/features.md': ['rate limits'],
  'docs/install.md': ['install'],
  'docs/backup.md': ['backup', 'restore'],
  'docs/operations.md': ['move to PostgreSQL', 'upgrade', 'rotate keys', 'several processes', 'metrics'],
  'docs/hosting.md': ['docker'],
}
const toUrl = (file: string) => `/docs${toSiteAddress(file)}`.replace(/[^/]$/, '$&.html')

/** A page for a person; the test fails on whatever the server's policy or a script refuses. */
async function open(view: View = {}): Promise<Page> {
  const context = await makePerson(browser, view)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && !request.url().startsWith('data:'))
      faults.push(`asks ${request.url()}`)
  })
  onTestFinished(async () => {
    await context.close()
    expect(faults).toEqual([])
  })
  return page
}

type Read = { readonly links: readonly string[]; readonly anchors: ReadonlySet<string> }

/** What a page of the site links to and shows, and what can be linked to in it. */
async function readPage(url: string): Promise<Read> {
  const answer = await fetch(server.origin + url)
  const html = await answer.text()
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}.`)
  const decode = (text: string) => decodeURIComponent(text.replaceAll('&amp;', '&'))
  const list = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, found = '']) => decode(found))
  return {
    links: list(/<(?:a|img|link|script)\b[^>]*?\s(?:href|src)="([^"]+)"/g),
    anchors: new Set(list(/\sid="([^"]+)"/g)),
  }
}

describe('the built site', () => {
  test('default: every page is reached from the first one, and every link and anchor leads somewhere', async () => {
    const read = new Map<string, Read>()
    const files = new Set<string>()
    const broken: string[] = []
    const queue = ['/docs/']
    const wanted: { from: string; url: string; anchor: string }[] = []
    for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
      if (read.has(url)) continue
      const page = await readPage(url)
      read.set(url, page)
      for (const link of page.links) {
        const target = new URL(link, server.origin + url)
        if (target.origin !== server.origin) continue
        if (!target.pathname.startsWith('/docs/')) broken.push(`${url}: ${link}`)
        else if (/\/(?:[^/]+\.html)?$/.test(target.pathname)) {
          queue.push(target.pathname)
          wanted.push({ from: url, url: target.pathname, anchor: decodeURIComponent(target.hash.slice(1)) })
        } else files.add(target.pathname)
      }
    }
    for (const { from, url, anchor } of wanted)
      if (anchor && !read.get(url)?.anchors.has(anchor)) broken.push(`${from}: ${url}#${anchor}`)
    for (const file of files)
      if ((await fetch(server.origin + file, { method: 'HEAD' })).status !== 200) broken.push(file)
    expect(broken).toEqual([])
    expect([...read.keys()].sort()).toEqual(['/docs/', ...pages.map(toUrl)].sort())
    expect(wanted.filter(({ anchor }) => anchor).length).toBeGreaterThan(500)
  })

  test('behavior: the server tells browsers to run the site’s own files alone, and to keep hashed ones', async () => {
    const page = await fetch(`${server.origin}/docs/install.html`)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("default-src 'none'")
    expect(await page.text()).not.toMatch(/<script(?![^>]*\bsrc=)/)
    const [script = ''] = (await readPage('/docs/install.html')).links.filter((one) =>
      /assets\/app\./.test(one),
    )
    const asset = await fetch(server.origin + script)
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${server.origin}/docs`, { redirect: 'manual' })).headers.get('location')).toBe(
      '/docs/',
    )
    expect((await fetch(`${server.origin}/docs/assets/none.js`)).status).toBe(404)
    expect((await fetch(`${server.origin}/docs/none.html`)).status).toBe(404)
  })

  test('behavior: the search finds each page by its title, without asking another server', async () => {
    const page = await open()
    await page.goto(`${server.origin}/docs/`)
    await page.getByRole('button', { name: 'Search' }).click()
    const field = page.getByRole('searchbox')
    const missing: string[] = []
    for (const file of pages) {
      const text = await readFile(file, 'utf8')
      // A decision that another one replaced is in the menu alone.
      if (/^# .*\n\nSuperseded by /.test(text)) continue
      const title = /^# (.+)$/m.exec(text)?.[1] ?? ''
      await field.fill(title.replaceAll(/[`[\]()]/g, ' '))
      const found = page.locator(`#localsearch-list a[href^="${toUrl(file)}"]`).first()
      await found
        .waitFor({ state: 'attached', timeout: 5_000 })
        .catch(() => missing.push(`${file}: ${title}`))
    }
    expect(missing).toEqual([])
    await field.fill('protected customer data')
    await page
      .locator(`#localsearch-list a[href^="${toUrl('docs/install.md')}"]`)
      .first()
      .click()
    await page.waitForURL(/\/docs\/install\.html/)
  })

  test('behavior: the first questions of each reader find the page that answers, and no replaced decision', async () => {
    const page = await open()
    await page.goto(`${server.origin}/docs/`)
    await page.getByRole('button', { name: 'Search' }).click()
    const first = page.locator('#localsearch-list a').first()
    const found: [question: string, first: string][] = []
    const wanted = Object.entries(QUESTIONS).flatMap(([file, asked]) =>
      asked.map((question): [string, string] => [question, toUrl(file)]),
    )
    for (const [question] of wanted) {
      await page.getByRole('searchbox').fill('')
      await first.waitFor({ state: 'detached' })
      await page.getByRole('searchbox').fill(question)
      await first.waitFor({ state: 'attached' })
      found.push([question, new URL((await first.getAttribute('href')) ?? '', server.origin).pathname])
    }
    expect(found).toEqual(wanted)
    // Two earlier decisions have the same title.
    await page.getByRole('searchbox').fill('52. Delegations of a vault are read with its balances')
    await page.locator('#localsearch-list a[href*="/decisions/052-"]').first().waitFor({ state: 'attached' })
    for (const replaced of ['024', '042'])
      expect(await page.locator(`#localsearch-list a[href*="/decisions/${replaced}-"]`).count()).toBe(0)
  })

  test('behavior: no page is too wide for a phone', async () => {
    const page = await open({ isPhone: true })
    const wide: string[] = []
    for (const url of ['/docs/', ...pages.map(toUrl)]) {
      await page.goto(server.origin + url, { waitUntil: 'domcontentloaded' })
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) wide.push(url)
    }
    expect(wide).toEqual([])
  })

  test.each<[name: string, view: View]>([
    ['a desk', {}],
    ['a phone', { isPhone: true }],
    ['a desk, in the dark', { colorScheme: 'dark' }],
  ])('behavior: three pages have no fault for assistive technology on %s', async (_, view) => {
    const page = await open(view)
    for (const file of ['', 'docs/questions.md', 'docs/integrations/receipts.md']) {
      await page.goto(server.origin + (file ? toUrl(file) : '/docs/'))
      expect(await page.locator('html.dark').count()).toBe(view.colorScheme === 'dark' ? 1 : 0)
      expect(await listViolations(page), file).toEqual([])
    }
  })

  test('behavior: the choice of a dark page stays on the next one', async () => {
    const page = await open()
    await page.goto(server.origin + toUrl('docs/limits.md'))
    expect(await page.locator('html.dark').count()).toBe(0)
    await page.getByRole('switch').first().click()
    await page.goto(server.origin + toUrl('docs/traits.md'))
    expect(await page.locator('html.dark').count()).toBe(1)
  })

  test('refuses: a build without it has nothing at its address', async () => {
    await rm(path.join(folder, 'build/client/docs'), { recursive: true })
    const bare = await start('other')
    onTestFinished(bare.close)
    for (const url of ['/docs', '/docs/', '/docs/install.html'])
      expect((await fetch(bare.origin + url)).status, url).toBe(404)
  })
})
