import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { DemoWallet } from '../chains/demoWallets.ts'

/** Make the script that announces the demo's wallets in the storefront's pages, keys and all. */
export async function bundleWallets(wallets: { holder: DemoWallet; outsider: DemoWallet }): Promise<string> {
  const announced = [
    {
      name: 'Holder wallet',
      color: '#1f3fe0',
      uuid: '6f1f3c1e-58a4-4a1c-9d53-0d6a3a1b7c01',
      ...wallets.holder,
    },
    {
      name: 'Empty wallet',
      color: '#7a7f8c',
      uuid: '6f1f3c1e-58a4-4a1c-9d53-0d6a3a1b7c02',
      ...wallets.outsider,
    },
  ].map(({ address: _, ...wallet }) => wallet)
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('wallet/main.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    define: { DEMO_WALLETS: JSON.stringify(announced) },
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (!file) throw new Error('The demo wallets were not built.')
  return file.text
}
