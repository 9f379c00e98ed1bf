import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../../standin/browser/launchBrowser.ts'
import { makeDemoWallet } from '../../../standin/chains/demoWallets.ts'
import { makeSolanaWallet } from '../../../standin/chains/solana/solanaWallets.ts'
import { bundleWallets } from '../../../standin/demo/bundleWallets.ts'
import { announceWallets } from './announceWallets.ts'
import { qrPicture } from './qrPicture.ts'
import { nonce, open, type Scene, scenes } from './scenes.ts'
import { ape } from './seedGates.ts'
import { startPage } from './startPage.ts'

/** Takes a screenshot of every state: `npx tsx test/extensions/gate-block/page/takeShots.ts [folder] [scene]`. */

async function takeShot(browser: Browser, folder: string, name: string, scene: Scene): Promise<void> {
  for (const width of scene.hasNoWallet ? [320, 390, 1280] : [390, 1280]) {
    for (const scheme of ['light', 'dark'] as const) {
      if (scene.css && scheme === 'dark') continue
      const page = await startPage({
        block: scene.gates ?? { gates: [{ number: 4, conditions: [ape] }] },
        cart: {
          token: 'c',
          attributes: {},
          items: [
            { key: 'k', product_id: 1001, variant_id: 2001, quantity: 1, properties: {} },
            ...(scene.gates?.others ?? []).map(({ id }) => ({
              ...{ key: `k${id}`, product_id: id, variant_id: id * 10, quantity: 1, properties: {} },
            })),
          ],
        },
        css: `${scheme === 'dark' ? 'body{background:#121417;color:#eef0f2}' : 'body{background:#fff;color:#1c1c1c}'}${scene.css ?? ''}`,
        proxy: ({ verb }) => {
          if (verb === 'qr') return qrPicture
          return verb === 'nonce' ? nonce : (scene.proxy?.(verb) ?? open([4]))
        },
      })
      const zoom = scene.zoom ?? 1
      const context = await browser.newContext({
        viewport: { width: Math.round(width / zoom), height: Math.round((width < 800 ? 844 : 720) / zoom) },
        deviceScaleFactor: zoom,
        colorScheme: scheme,
        ...(scene.hasNoWallet && width < 800 && { isMobile: true, hasTouch: true }),
      })
      if (!scene.hasNoWallet)
        await announceWallets(context, [
          { name: 'Lantern', address: `0x${'12'.repeat(19)}9f`, color: '#e2761b', ...scene.wallet },
          { name: 'Harbour Wallet', address: `0x${'34'.repeat(20)}`, color: '#3b5bdb' },
        ])
      if (scene.solana) await context.addInitScript(await bundleDemoWallets())
      const tab = await context.newPage()
      const path = scene.isCart ? '/cart' : '/products/varsity-jacket'
      await tab.goto(`${page.origin}${path}${scene.search ?? ''}`)
      const after = () =>
        tab.locator('.after').evaluate((node) => Math.round(node.getBoundingClientRect().top + scrollY))
      const before = await after()
      await scene.act?.(tab)
      const moved = (await after()) - before
      if (moved !== 0) console.log(`${name} ${width} ${scheme}: the page below moved by ${moved} px`)
      if (!name.includes('choosing')) await tab.locator('.palisade-gate').scrollIntoViewIfNeeded()
      await tab.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`) })
      await context.close()
      await page.close()
    }
  }
}

const bundleDemoWallets = () =>
  bundleWallets({
    evm: { holder: makeDemoWallet('holder'), outsider: makeDemoWallet('outsider') },
    solana: { holder: makeSolanaWallet('holder'), outsider: makeSolanaWallet('outsider') },
  })

const [folder = '.data/shots', only] = process.argv.slice(2)
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(folder, { recursive: true })
  const browser = await launchBrowser()
  for (const [name, scene] of Object.entries(scenes)) {
    if (!only || name.startsWith(only)) await takeShot(browser, folder, name, scene)
  }
  await browser.close()
}
