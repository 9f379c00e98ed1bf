import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ORDER_PAGE = new URL('./browser/orderPage.ts', import.meta.url)
const ORDER_CSS = new URL('./browser/orderPage.css', import.meta.url)
const BLOCK_WORKER = new URL('./browser/blockWorker.ts', import.meta.url)

export type BrowserScripts = { appBridge: string; frame: string; css: string }

const APP_BRIDGE = new URL('./browser/appBridge.ts', import.meta.url)
const FRAME = new URL('./browser/frame.ts', import.meta.url)
const CSS = new URL('./browser/frame.css', import.meta.url)

/** Bundles the two scripts and the stylesheet that the admin's pages load. */
export async function bundleBrowser(): Promise<BrowserScripts> {
  const [appBridge, frame, css] = await Promise.all([bundle(APP_BRIDGE), bundle(FRAME), bundle(CSS)])
  return { appBridge, frame, css }
}

/** Bundles what the page of an order loads: with the block as its sources are now. */
export async function bundleOrderPage(): Promise<{ page: string; css: string; worker: string }> {
  const [page, css, worker] = await Promise.all([ORDER_PAGE, ORDER_CSS, BLOCK_WORKER].map(bundle))
  return { page: page ?? '', css: css ?? '', worker: worker ?? '' }
}

async function bundle(entry: URL): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}
