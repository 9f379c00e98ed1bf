import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { minify } from 'terser'
import { buildBlock } from '../../scripts/buildBlock.ts'
import { fetchPicketJs } from '../../scripts/fetchPicketJs.ts'
import { renderBlock } from '../extensions/gate-block/page/renderBlock.ts'
import { ape } from '../extensions/gate-block/page/seedGates.ts'
import { installPeer } from '../installPeer.ts'
import type { BenchRow } from './row.ts'

/*
 * What a page loads for a connect button: our loader, and the libraries with which a shop would build one. Each peer is
 * bundled as its guide says, minified and split; only what the page needs at once is counted, in bytes of gzip. The
 * peers are installed once, into .cache/peers.
 *
 * Both sides are minified by esbuild, then by Terser: of the peers only the lightest, because Terser takes minutes for
 * the others, and the bar is the lightest's. Peers have their styles and markup in their scripts, and ours are files and
 * HTML: two rows add them. Two things differ: the block's own names of properties are shortened too, and the peers'
 * dependencies are the newest that each allows.
 */
type Peer = { readonly packages: readonly string[]; readonly entry: string }

const REACT = ['react@18.3.1', 'react-dom@18.3.1']
const WAGMI = [...REACT, 'wagmi@2.19.5', 'viem@2.57.20', '@tanstack/react-query@5.108.4']
const RENDER = `import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
const render = (...layers) => createRoot(document.body).render(
  layers.reduceRight((inner, [kind, props]) => h(kind, props, inner), null))`
const PROVIDERS = `import { WagmiProvider } from 'wagmi'
import { mainnet } from 'wagmi/chains'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
const providers = (config) => [[WagmiProvider, { config }], [QueryClientProvider, { client: new QueryClient() }]]`

const PEERS: Readonly<Record<string, Peer>> = {
  'web3-onboard': {
    packages: ['@web3-onboard/core@2.24.1', '@web3-onboard/injected-wallets@2.11.3'],
    entry: `import Onboard from '@web3-onboard/core'
      import injected from '@web3-onboard/injected-wallets'
      const chains = [{ id: '0x1', token: 'ETH', label: 'Ethereum', rpcUrl: 'https://rpc.example' }]
      const onboard = Onboard({ wallets: [injected()], chains })
      document.body.onclick = () => onboard.connectWallet()`,
  },
  RainbowKit: {
    packages: [...WAGMI, '@rainbow-me/rainbowkit@2.2.11'],
    entry: `${RENDER}\n${PROVIDERS}
      import { ConnectButton, getDefaultConfig, RainbowKitProvider } from '@rainbow-me/rainbowkit'
      const config = getDefaultConfig({ appName: 'Shop', projectId: 'p', chains: [mainnet] })
      render(...providers(config), [RainbowKitProvider], [ConnectButton])`,
  },
  ConnectKit: {
    packages: [...WAGMI, 'connectkit@1.9.2'],
    entry: `${RENDER}\n${PROVIDERS}
      import { createConfig, http } from 'wagmi'
      import { ConnectKitButton, ConnectKitProvider, getDefaultConfig } from 'connectkit'
      const transports = { [mainnet.id]: http() }
      const config = createConfig(
        getDefaultConfig({ appName: 'Shop', walletConnectProjectId: 'p', chains: [mainnet], transports }))
      render(...providers(config), [ConnectKitProvider], [ConnectKitButton])`,
  },
  'Reown AppKit': {
    packages: ['@reown/appkit@1.8.24', '@reown/appkit-adapter-ethers@1.8.24', 'ethers@6.17.0'],
    entry: `import { createAppKit } from '@reown/appkit'
      import { EthersAdapter } from '@reown/appkit-adapter-ethers'
      import { mainnet } from '@reown/appkit/networks'
      createAppKit({ adapters: [new EthersAdapter()], networks: [mainnet], projectId: 'p' })
      document.body.append(document.createElement('appkit-button'))`,
  },
  thirdweb: {
    packages: [...REACT, 'thirdweb@5.121.6'],
    entry: `${RENDER}
      import { createThirdwebClient } from 'thirdweb'
      import { ConnectButton, ThirdwebProvider } from 'thirdweb/react'
      render([ThirdwebProvider], [ConnectButton, { client: createThirdwebClient({ clientId: 'c' }) }])`,
  },
  '@shopify/connect-wallet': {
    packages: [...REACT, '@shopify/connect-wallet@3.0.1'],
    entry: `${RENDER}
      import { ConnectButton, ConnectWalletProvider } from '@shopify/connect-wallet'
      render([ConnectWalletProvider], [ConnectButton])`,
  },
}

/** Compare the block's scripts with the peers, in bytes that a page has to load. Nothing is timed. */
export async function benchPeers(): Promise<BenchRow[]> {
  const { scripts } = await buildBlock()
  const [loader = 0] = scripts.map(({ gzipBytes }) => gzipBytes)
  // What a connect button with its links and its QR code may load. WalletConnect is a setting, and the other blocks are blocks.
  const all = scripts
    .filter(({ target }) => target.includes('palisade-gate'))
    .reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)
  const measured: [name: string, scripts: readonly string[]][] = [['picket-js', [await readPicketJs()]]]
  for (const [name, peer] of Object.entries(PEERS))
    measured.push([name, await bundlePeer(await installPeer({ name, packages: peer.packages }), peer)])
  const compare = (name: string, ours: number, yardstick: number, bar: number): BenchRow => {
    const ratio = yardstick / ours
    return { ...{ name, ours, yardstick, ratio }, unit: 'bytes, gzip', bar: `≥ ${bar}`, holds: ratio >= bar }
  }
  const [lightest, ...others] = measured.sort(([, a], [, b]) => sumGzip(a) - sumGzip(b))
  if (!lightest) throw new Error('No peer was measured.')
  const [name, bytes] = [lightest[0], sumGzip(await shrink(lightest[1]))]
  const look = await measureLook()
  return [
    compare(`storefront loader against ${name}, the lightest`, loader, bytes, 75),
    compare(`all scripts of the card against ${name}`, all, bytes, 15),
    compare(`loader, styles and markup of the card against ${name}`, loader + look, bytes, 19),
    compare(`all scripts, styles and markup of the card against ${name}`, all + look, bytes, 9),
    ...others.map(([other, scripts]) =>
      compare(`storefront loader against ${other}`, loader, sumGzip(scripts), 75),
    ),
  ]
}

/** The styles and the markup of a card with one gate, dialog and pictures included. */
async function measureLook(): Promise<number> {
  const styles = await readFile('extensions/gate-block/assets/palisade-gate.css', 'utf8')
  const gives = { kind: 'percentage', percent: '20' } as const
  return sumGzip([styles, await renderBlock({ gates: [{ number: 1, conditions: [ape], gives }] })])
}

/** As `scripts/buildBlock.ts` does with the block's. */
async function shrink(scripts: readonly string[]): Promise<string[]> {
  const options = { module: true, ecma: 2021, compress: { passes: 3 } } as const
  return Promise.all(scripts.map(async (script) => (await minify(script, options)).code ?? script))
}

function sumGzip(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0)
}

/** The scripts that the page loads at once. */
async function bundlePeer(folder: string, { entry }: Peer): Promise<string[]> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder },
    absWorkingDir: folder,
    outdir: path.join(folder, 'out'),
    ...{ bundle: true, minify: true, splitting: true, format: 'esm', platform: 'browser' },
    ...{ write: false, metafile: true, logLevel: 'silent', legalComments: 'none' },
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  })
  const needed = listNeeded(metafile.outputs)
  return outputFiles.filter((file) => needed.has(path.relative(folder, file.path))).map(({ text }) => text)
}

/** The entry, and what it imports at once. */
function listNeeded(outputs: Metafile['outputs']): Set<string> {
  const needed = new Set<string>()
  const add = (file: string) => {
    if (needed.has(file)) return
    needed.add(file)
    for (const { kind, path: next } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && outputs[next]) add(next)
  }
  for (const [file, { entryPoint }] of Object.entries(outputs)) if (entryPoint === '<stdin>') add(file)
  if (needed.size === 0) throw new Error('The bundle has no entry.')
  return needed
}

/** Picket's own client is published as a bundle. */
async function readPicketJs(): Promise<string> {
  return readFile(path.join(await fetchPicketJs(), 'global.js'), 'utf8')
}
