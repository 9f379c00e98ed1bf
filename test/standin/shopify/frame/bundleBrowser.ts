import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export type BrowserScripts = { appBridge: string; frame: string; css: string }

const APP_BRIDGE = new URL('./browser/appBridge.ts', import.meta.url)
const FRAME = new URL('./browser/frame.ts', import.meta.url)
const CSS = new URL('./browser/frame.css', import.meta.url)

/** Bundles the two scripts and the stylesheet that the admin's pages load. */
export async function bundleBrowser(): Promise<BrowserScripts> {
  const [appBridge, frame, css] = await Promise.all([bundle(APP_BRIDGE), bundle(FRAME), bundle(CSS)])
  return { appBridge, frame, css }
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
