import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { buildBlock } from '../../scripts/buildBlock.ts'
import { fetchPicketJs } from '../../scripts/fetchPicketJs.ts'
import type { BenchRow } from './row.ts'

/*
 * What a page loads for a connect button: our loader, and the libraries with which a shop would build one. Each peer is
 * bundled as its guide says, minified and split; only what the page needs at once is counted, in bytes of gzip. The
 * peers are installed once, into .cache/peers.
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
  const measured: [name: string, bytes: number][] = [['picket-js', await measurePicketJs()]]
  for (const [name, peer] of Object.entries(PEERS))
    measured.push([name, await measurePeer(await installPeer(name, peer), peer)])
  const compare = (name: string, ours: number, yardstick: number, bar: number): BenchRow => {
    const ratio = yardstick / ours
    return { ...{ name, ours, yardstick, ratio }, unit: 'bytes, gzip', bar: `≥ ${bar}`, holds: ratio >= bar }
  }
  const [lightest, ...others] = measured.sort(([, a], [, b]) => a - b)
  if (!lightest) throw new Error('No peer was measured.')
  return [
    compare(`storefront loader against ${lightest[0]}, the lightest`, loader, lightest[1], 75),
    compare(`all scripts of the card against ${lightest[0]}`, all, lightest[1], 15),
    ...others.map(([name, bytes]) => compare(`storefront loader against ${name}`, loader, bytes, 75)),
  ]
}

async function installPeer(name: string, { packages }: Peer): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const folder = path.join(root, '.cache/peers', name.replace(/\W/g, '_'))
  const marker = path.join(folder, 'installed')
  if ((await readFile(marker, 'utf8').catch(() => '')) === packages.join()) return folder
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }')
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  await promisify(execFile)('npm', ['install', ...flags, ...packages], { cwd: folder })
  await writeFile(marker, packages.join())
  return folder
}

async function measurePeer(folder: string, { entry }: Peer): Promise<number> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder },
    absWorkingDir: folder,
    outdir: path.join(folder, 'out'),
    ...{ bundle: true, minify: true, splitting: true, format: 'esm', platform: 'browser' },
    ...{ write: false, metafile: true, logLevel: 'silent' },
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  })
  const sizes = outputFiles.map(
    ({ path: file, contents }) => [path.relative(folder, file), contents] as const,
  )
  const needed = listNeeded(metafile.outputs)
  return sizes
    .filter(([file]) => needed.has(file))
    .reduce((sum, [, contents]) => sum + gzipSync(contents, { level: 9 }).length, 0)
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
async function measurePicketJs(): Promise<number> {
  const script = await readFile(path.join(await fetchPicketJs(), 'global.js'))
  return gzipSync(script, { level: 9 }).length
}
