import path from 'node:path'
import { build, type Plugin } from 'esbuild'
import { installPeer } from '../../installPeer.ts'
import type { ServedFiles } from './serveFiles.ts'

/** With React, wagmi and RainbowKit in the versions that picket-react brings. */
const PACKAGES = [
  ...['@picketapi/picket-js@0.0.102', '@picketapi/picket-react@0.0.85'],
  ...['react@18.3.1', 'react-dom@18.3.1', '@rainbow-me/rainbowkit@0.8.1', 'wagmi@0.9.6', 'ethers@5.7.2'],
]
/** What the packages expect of the bundlers of their time: two globals of Node, and two modules. */
const SHIMS = `
import { Buffer } from 'buffer'
import process from 'process/browser'
export { Buffer, process }`
const MODULES = { crypto: 'crypto-browserify', stream: 'stream-browserify' }

/** Bundle a page's script that imports Picket's packages as they were published. Its entry is `/stdin.js`. */
export async function bundlePicket(entry: string): Promise<ServedFiles> {
  // A library of theirs asks for this package from a repository.
  const overrides = { 'ethereumjs-abi': '0.6.8' }
  const folder = await installPeer({ name: 'Picket', packages: PACKAGES, overrides })
  const shims: Plugin = {
    name: 'shims',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^shims$/ }, () => ({ path: 'shims', namespace: 'shims' }))
      onLoad({ filter: /./, namespace: 'shims' }, () => ({ contents: SHIMS, resolveDir: folder }))
    },
  }
  const alias = Object.entries(MODULES).map(([name, shim]) => [name, path.join(folder, 'node_modules', shim)])
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder },
    outdir: '/site',
    ...{
      bundle: true,
      write: false,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      logLevel: 'silent',
    },
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    alias: Object.fromEntries(alias),
    inject: ['shims'],
    plugins: [shims],
  })
  const type = 'text/javascript; charset=utf-8'
  return Object.fromEntries(
    outputFiles.map((file) => [file.path.slice('/site'.length), { type, body: file.text }]),
  )
}
