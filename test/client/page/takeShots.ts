import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { launchBrowser, makePerson } from '../../standin/browser/launchBrowser.ts'
import { announceSigners, type SigningWallet } from './announceSigners.ts'
import { type ForcedAnswer, key, startApi } from './startApi.ts'
import { startSite } from './startSite.ts'

/** Takes a screenshot of every state of the dialog: `npx tsx test/client/page/takeShots.ts [folder] [scene]`. */

type Scene = {
  readonly wallet?: Partial<SigningWallet>
  readonly wallets?: 'none' | 'legacy' | 'many'
  readonly forced?: readonly [path: string, answer: ForcedAnswer | 'hang']
  readonly requirements?: object
  readonly locale?: string
  readonly accent?: string
  readonly act?: (page: Page) => Promise<void>
  readonly zoom?: number
}
const choose = (page: Page) => page.getByRole('button', { name: 'Lantern' }).click()
const pause = (ms: number) => async (page: Page) => {
  await choose(page)
  await page.waitForTimeout(ms)
}
const gate = { contractAddress: '0xNamed', minTokenBalance: 2 }
const scenes: Record<string, Scene> = {
  choosing: {},
  many: { wallets: 'many' },
  none: { wallets: 'none', act: (page) => page.waitForTimeout(700) },
  help: { act: (page) => page.getByText('I don’t have a wallet').click() },
  legacy: {
    wallets: 'legacy',
    act: (page) => page.getByRole('button', { name: 'Browser wallet' }).waitFor(),
  },
  connecting: { wallet: { connects: 'waits' }, act: choose },
  signing: { wallet: { signs: 'waits' }, act: pause(300) },
  checking: { forced: ['auth', 'hang'], act: pause(600) },
  slow: { forced: ['auth', 'hang'], act: pause(3600) },
  refused: { requirements: gate, act: pause(600) },
  'refused-plain': { requirements: { contractAddress: '0xb', minTokenBalance: '2500' }, act: pause(600) },
  'not-allowed': { requirements: { allowedWallets: ['0x1'] }, act: pause(600) },
  failed: { forced: ['auth', { status: 424, body: { msg: 'could not check' } }], act: pause(600) },
  busy: { forced: ['auth/nonce', { status: 429, body: { msg: 'slow' } }], act: pause(600) },
  lost: { forced: ['auth/nonce', 'lost'], act: pause(600) },
  signature: { wallet: { signs: 'wrongly' }, act: pause(600) },
  pending: { wallet: { connects: 'pending' }, act: pause(300) },
  rejected: { wallet: { connects: 'rejects' }, act: pause(300) },
  setup: {
    forced: ['auth/nonce', { status: 403, body: { msg: 'site', error: 'ERR_SITE_FORBIDDEN' } }],
    act: pause(600),
  },
  german: { locale: 'de-AT' },
  code: {
    wallets: 'none',
    act: async (page) => {
      await page.waitForTimeout(700)
      const button = page.getByRole('button', { name: 'Show QR code' })
      if (await button.isVisible()) await button.click()
      await page.waitForTimeout(300)
    },
  },
  arabic: { locale: 'ar' },
  'arabic-refused': { locale: 'ar', requirements: gate, act: pause(600) },
  'arabic-none': { locale: 'ar', wallets: 'none', act: (page) => page.waitForTimeout(700) },
  japanese: { locale: 'ja' },
  'french-help': { locale: 'fr', act: (page) => page.getByText('Je n’ai pas de portefeuille').click() },
  'chinese-refused': { locale: 'zh-CN', requirements: gate, act: pause(600) },
  'german-refused': {
    locale: 'de',
    requirements: { contractAddress: '0xb', minTokenBalance: '2500' },
    act: pause(600),
  },
  accent: { accent: '#0f766e', forced: ['auth', { status: 424, body: {} }], act: pause(600) },
  zoomed: { zoom: 2, requirements: gate, act: pause(600) },
}

const [folder = join(fileURLToPath(new URL('.', import.meta.url)), '../../../.cache/shots-client'), only] =
  process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const api = await startApi()
const site = await startSite({ scriptOrigin: api.origin })
const browser = await launchBrowser()
const holder = `0x${'11'.repeat(32)}` as const
api.balances.set('0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a', { '0xNamed': '1', '0xb': '1200.5' })
try {
  for (const [name, scene] of Object.entries(scenes)) {
    if (only && !name.includes(only)) continue
    for (const [width, height] of [
      [1280, 800],
      [390, 780],
    ] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const zoom = scene.zoom ?? 1
        const context = await makePerson(browser, { width: width / zoom, height: height / zoom, colorScheme })
        const lantern: SigningWallet = {
          name: 'Lantern',
          color: '#e2761b',
          privateKey: holder,
          ...scene.wallet,
        }
        const others = [
          'Harbour',
          'Northwind',
          'A wallet with quite a long name indeed',
          'Five',
          'Six',
          'Seven',
          'Eight',
        ]
        const rest = (scene.wallets === 'many' ? others : others.slice(0, 1)).map((label, index) => ({
          name: label,
          color: `hsl(${index * 50} 60% 50%)`,
          privateKey: holder,
        }))
        const isLegacy = scene.wallets === 'legacy'
        if (scene.wallets !== 'none')
          await announceSigners(context, isLegacy ? [{ ...lantern, isLegacy }] : [lantern, ...rest])
        api.forced.clear()
        const [path, forced] = scene.forced ?? []
        if (path && forced) api.forced.set(path, () => (forced === 'hang' ? new Promise(() => {}) : forced))
        const page = await context.newPage()
        page.on('pageerror', (error) => console.error(name, error.message))
        await page.goto(site.origin)
        if (scene.accent)
          await page.addStyleTag({
            content: `:root{--palisade-accent:${scene.accent};--palisade-radius:6px}`,
          })
        await page.evaluate(
          `new Picket('${key}', ${JSON.stringify({ theme: 'auto', locale: scene.locale })}).login(${JSON.stringify(scene.requirements ?? {})}).catch(() => {}), 0`,
        )
        await page.waitForTimeout(100)
        await scene.act?.(page)
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) })
        await context.close()
      }
    }
  }
} finally {
  await browser.close()
  await site.close()
  await api.close()
}
