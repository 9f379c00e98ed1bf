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
      const title = /^# (.+)$/m.exec(await readFile(file, 'utf8'))?.[1] ?? ''
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

  test.each<[name: string, view: View]>([
    ['a desk', {}],
    ['a phone', { isPhone: true }],
    ['a desk, in the dark', { colorScheme: 'dark' }],
  ])(
    'behavior: three pages have no fault for assistive technology on %s, and none is too wide',
    async (_, view) => {
      const page = await open(view)
      for (const file of ['', 'docs/questions.md', 'docs/integrations/receipts.md']) {
        await page.goto(server.origin + (file ? toUrl(file) : '/docs/'))
        expect(await page.locator('html.dark').count()).toBe(view.colorScheme === 'dark' ? 1 : 0)
        expect(await listViolations(page), file).toEqual([])
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect(isWide, file).toBe(false)
      }
    },
  )

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
