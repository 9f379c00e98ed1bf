import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../../../standin/browser/openBrowser.ts'
import { announceWallets, type FakeWallet } from './announceWallets.ts'
import { ape, type SeedGatesParameters } from './seedGates.ts'
import { type ProxyAnswer, startPage } from './startPage.ts'

/** Takes a screenshot of every state: `npx tsx test/extensions/gate-block/page/takeShots.ts [folder] [scene]`. */

type Scene = {
  gates?: SeedGatesParameters
  wallet?: Partial<FakeWallet>
  proxy?: (verb: string) => ProxyAnswer
  act?: (page: Page) => Promise<void>
  css?: string
  zoom?: number
}

const nonce: ProxyAnswer = { body: { nonce: 'n', message: 'shop.example wants you to sign in' } }
const endsAt = Math.floor(Date.now() / 1000) + 2 * 3600
const open = (ids: number[]): ProxyAnswer => ({
  body: {
    gates: ids.map((id) => ({ id, kind: 'open', endsAt })),
    proof: 'p1~c',
    lineProofs: [],
    session: 's',
  },
})
const closed = (...unmet: [string, string, string][]): ProxyAnswer => ({
  body: {
    gates: [
      {
        id: 4,
        kind: 'closed',
        unmet: unmet.map(([needed, name, found]) => ({
          condition: {
            ...ape,
            name,
            symbol: name,
            chain: 'ethereum',
            chain_name: 'Ethereum',
            contract: '0x',
          },
          needed,
          found,
        })),
      },
    ],
    proof: null,
    lineProofs: [],
    session: 's',
  },
})
const choose = async (page: Page) => {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Lantern' }).click()
}
const list = (page: Page) => page.getByRole('button', { name: 'Connect wallet' }).click()
const pause = (ms: number) => (page: Page) => page.waitForTimeout(ms)
const then =
  (...steps: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page)
  }
const gold = {
  kind: 'erc20' as const,
  name: 'Gold',
  symbol: 'GOLD',
  minimum: '25000',
  chain_name: 'Polygon',
  chain: 'polygon',
}
const pass = { kind: 'erc1155' as const, name: 'Season Pass', token_ids: ['1', '4'], minimum: '1' }
const dawn = `:root{--color-button:180,40,20;--color-button-text:255,250,240;--color-background:253,246,236;--color-foreground:60,30,20;--buttons-radius:40px;--inputs-radius:0px}
body{background:rgb(253,246,236)!important;color:rgb(60,30,20)!important;font-family:"DejaVu Serif",serif!important}button{text-transform:uppercase;letter-spacing:2px;border-radius:0;background:lime}ul{margin:20px;padding:30px;list-style:square}p{margin:1em 0}`

const scenes: Record<string, Scene> = {
  locked: {},
  'locked-fixed': {
    gates: {
      gates: [
        { number: 4, conditions: [gold], gives: { kind: 'fixed_amount', amount: '10.50', currency: 'EUR' } },
      ],
    },
  },
  'locked-many': {
    gates: {
      gates: [
        { number: 4, join: 'any', conditions: [{ ...ape, minimum: '2' }, pass] },
        {
          number: 5,
          join: 'all',
          conditions: [ape, gold, pass],
          gives: { kind: 'fixed_amount', amount: '15', currency: 'EUR' },
        },
      ],
    },
  },
  'locked-exclusive': {
    gates: {
      gates: [{ number: 4, kind: 'exclusive_access', conditions: [ape], gives: { kind: 'exclusive' } }],
    },
  },
  'locked-long': {
    gates: {
      gates: [
        {
          number: 4,
          join: 'any',
          conditions: [
            { ...ape, name: 'Donaudampfschifffahrtsgesellschaftskapitänsmützen' },
            { ...gold, symbol: 'GEMEINSCHAFTSGUTHABEN', minimum: '1000000.5' },
          ],
        },
      ],
    },
  },
  choosing: { act: then(list, pause(300)) },
  'choosing-help': { act: then(list, (page) => page.getByText('I don’t have one').click(), pause(300)) },
  connecting: { wallet: { connects: 'waits' }, act: choose },
  signing: { wallet: { signs: 'waits' }, act: choose },
  checking: { proxy: () => ({ ...open([4]), delayMs: 9000 }), act: then(choose, pause(500)) },
  'checking-slow': { proxy: () => ({ ...open([4]), delayMs: 9000 }), act: then(choose, pause(3600)) },
  unlocked: { act: then(choose, pause(400)) },
  refused: { proxy: () => closed(['2', 'Ape Club', '1']), act: then(choose, pause(400)) },
  'refused-many': {
    gates: { gates: [{ number: 4, join: 'any', conditions: [{ ...ape, minimum: '2' }, gold] }] },
    proxy: () => closed(['2', 'Ape Club', '0'], ['25000', 'GOLD', '120.5']),
    act: then(choose, pause(400)),
  },
  failed: {
    proxy: () => ({
      body: {
        gates: [{ id: 4, kind: 'unchecked', code: 'ERR_CHAIN_READ', chain: 'ethereum' }],
        proof: null,
        lineProofs: [],
        session: 's',
      },
    }),
    act: then(choose, pause(400)),
  },
  rejected: { wallet: { signs: 'rejects' }, act: then(choose, pause(400)) },
  'themed-locked': { css: dawn },
  'themed-choosing': { css: dawn, act: then(list, pause(300)) },
  'themed-unlocked': { css: dawn, act: then(choose, pause(400)) },
  'zoom-locked': { zoom: 2 },
  'zoom-refused': { zoom: 2, proxy: () => closed(['2', 'Ape Club', '1']), act: then(choose, pause(400)) },
}

async function takeShot(browser: Browser, folder: string, name: string, scene: Scene): Promise<void> {
  for (const width of [390, 1280]) {
    for (const scheme of ['light', 'dark'] as const) {
      if (scene.css && scheme === 'dark') continue
      const page = await startPage({
        block: scene.gates ?? { gates: [{ number: 4, conditions: [ape] }] },
        css: `${scheme === 'dark' ? 'body{background:#121417;color:#eef0f2}' : 'body{background:#fff;color:#1c1c1c}'}${scene.css ?? ''}`,
        proxy: ({ verb }) => (verb === 'nonce' ? nonce : (scene.proxy?.(verb) ?? open([4]))),
      })
      const zoom = scene.zoom ?? 1
      const context = await browser.newContext({
        viewport: { width: Math.round(width / zoom), height: Math.round((width < 800 ? 844 : 720) / zoom) },
        deviceScaleFactor: zoom,
        colorScheme: scheme,
      })
      await announceWallets(context, [
        { name: 'Lantern', address: `0x${'12'.repeat(19)}9f`, color: '#e2761b', ...scene.wallet },
        { name: 'Harbour Wallet', address: `0x${'34'.repeat(20)}`, color: '#3b5bdb' },
      ])
      const tab = await context.newPage()
      await tab.goto(`${page.origin}/products/varsity-jacket`)
      const after = () =>
        tab.locator('.after').evaluate((node) => Math.round(node.getBoundingClientRect().top + scrollY))
      const before = await after()
      await scene.act?.(tab)
      const moved = (await after()) - before
      if (moved !== 0) console.log(`${name} ${width} ${scheme}: the page below moved by ${moved} px`)
      if (!name.includes('choosing')) await tab.locator('palisade-gate').scrollIntoViewIfNeeded()
      await tab.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`) })
      await context.close()
      await page.close()
    }
  }
}

const [folder = '.data/shots', only] = process.argv.slice(2)
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(folder, { recursive: true })
  const browser = await openBrowser()
  for (const [name, scene] of Object.entries(scenes)) {
    if (!only || name.startsWith(only)) await takeShot(browser, folder, name, scene)
  }
  await browser.close()
}
