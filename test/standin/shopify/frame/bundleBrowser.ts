import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export type BrowserScripts = { appBridge: string; frame: string; css: string }

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'browser')

/** Bundles the two scripts and the stylesheet that the admin's pages load. */
export async function bundleBrowser(): Promise<BrowserScripts> {
  const [appBridge, frame, css] = await Promise.all(
    ['appBridge.ts', 'frame.ts', 'frame.css'].map(async (file) => {
      const result = await build({
        entryPoints: [join(FOLDER, file)],
        bundle: true,
        write: false,
        format: 'iife',
        target: 'es2022',
        logLevel: 'silent',
      })
      return result.outputFiles[0]?.text ?? ''
    }),
  )
  return { appBridge: appBridge ?? '', frame: frame ?? '', css: css ?? '' }
}
