import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { installPeer } from '../../installPeer.ts'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { openDemo } from '../openDemo.ts'
import { makeSimpleProject } from './makeSimpleProject.ts'
import { openShopper } from './openShopper.ts'
import { EXAMPLES } from './runExample.ts'
import { type ServedFiles, serveFiles } from './serveFiles.ts'

/*
 * The adapter of docs/integrations/rainbowkit.md in the real RainbowKit, by its own buttons: in the version that
 * picket-react brings, and in the newest.
 */
let demo: RunningDemo
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  demo = await openDemo()
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** The wallet that the URL names, as a browser extension would inject it. */
const WALLET = `
const wanted = new URLSearchParams(location.search).get('wallet')
window.addEventListener('eip6963:announceProvider', ({ detail: { info, provider } }) => {
  if (info.name !== wanted) return
  const known = { eth_chainId: '0x1', net_version: '1', wallet_getCapabilities: {} }
  const request = async ({ method, params }) => {
    if (method in known) return known[method]
    return provider.request({ method: method === 'eth_accounts' ? 'eth_requestAccounts' : method, params })
  }
  window.ethereum = { request, on: () => {}, removeListener: () => {} }
})
window.dispatchEvent(new Event('eip6963:requestProvider'))`
const SHARED = `
import './wallet.js'
import { createElement as h, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { ConnectButton, connectorsForWallets, createAuthenticationAdapter, RainbowKitAuthenticationProvider,
  RainbowKitProvider } from '@rainbow-me/rainbowkit'
import { injectedWallet } from '@rainbow-me/rainbowkit/wallets'
import { mainnet } from 'wagmi/chains'
import { createPalisadeAdapter } from './adapter.js'
function Rainbow({ getAccount, ...kit }) {
  const [auth, setAuth] = useState(null)
  const adapter = useMemo(() => createAuthenticationAdapter(
    createPalisadeAdapter({ ...window.options, getAccount, onAuth: setAuth })), [])
  return h(RainbowKitAuthenticationProvider, { adapter, status: auth ? 'authenticated' : 'unauthenticated' },
    h(RainbowKitProvider, kit, h(ConnectButton)), h('p', { role: 'status' }, auth ? auth.user.walletAddress : 'nobody'))
}
const render = (...layers) => {
  const root = document.body.appendChild(document.createElement('div'))
  createRoot(root).render(layers.reduceRight((inner, [kind, props]) => h(kind, props, inner), null))
}`
const BEFORE_VIEM = `${SHARED}
import { configureChains, createClient, WagmiConfig } from 'wagmi'
import { publicProvider } from 'wagmi/providers/public'
import { getAccount, getNetwork } from '@wagmi/core'
const { chains, provider } = configureChains([mainnet], [publicProvider()])
const connectors = connectorsForWallets([{ groupName: 'Yours', wallets: [injectedWallet({ chains })] }])
const client = createClient({ autoConnect: false, connectors, provider })
render([WagmiConfig, { client }],
  [Rainbow, { chains, getAccount: () => ({ address: getAccount().address, chainId: getNetwork().chain.id }) }])`
const WITH_VIEM = `${SHARED}
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createConfig, http, WagmiProvider } from 'wagmi'
import { getAccount } from 'wagmi/actions'
const connectors = connectorsForWallets(
  [{ groupName: 'Yours', wallets: [injectedWallet] }], { appName: 'Site', projectId: 'none' })
const config = createConfig({ chains: [mainnet], connectors, transports: { [mainnet.id]: http() },
  multiInjectedProviderDiscovery: false })
render([WagmiProvider, { config, reconnectOnMount: false }], [QueryClientProvider, { client: new QueryClient() }],
  [Rainbow, { getAccount: () => getAccount(config) }])`

const SCRIPT = 'text/javascript; charset=utf-8'
const REACT = ['react@18.3.1', 'react-dom@18.3.1']
const WAGMI = [...REACT, 'wagmi@2.19.5', 'viem@2.57.20', '@tanstack/react-query@5.108.4']
const VERSIONS = {
  '0.8.1': { packages: [...REACT, 'wagmi@0.9.6', 'ethers@5.7.2'], entry: BEFORE_VIEM },
  '2.2.11': { packages: WAGMI, entry: WITH_VIEM },
}

/** The files of the page's script, whose entry is `/stdin.js`. Unsplit, a bundle of wagmi 2 reads chains too early. */
async function bundle(version: keyof typeof VERSIONS): Promise<ServedFiles> {
  const { packages, entry } = VERSIONS[version]
  const name = `RainbowKit ${version}`
  const folder = await installPeer({ name, packages: [...packages, `@rainbow-me/rainbowkit@${version}`] })
  const files: Readonly<Record<string, string>> = {
    './wallet.js': WALLET,
    './adapter.js': await readFile(path.join(EXAMPLES, 'rainbowkit/createPalisadeAdapter.js'), 'utf8'),
  }
  const own: Plugin = {
    name: 'own',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\.\/(?:wallet|adapter)\.js$/ }, ({ path: name, importer }) =>
        importer.includes('node_modules') ? undefined : { path: name, namespace: 'own' },
      )
      onLoad({ filter: /./, namespace: 'own' }, ({ path: name }) => ({
        contents: files[name] ?? '',
        resolveDir: folder,
      }))
    },
  }
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
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
    plugins: [own],
  })
  return Object.fromEntries(
    outputFiles.map((file) => [file.path.slice('/site'.length), { type: SCRIPT, body: file.text }]),
  )
}

describe.each(Object.keys(VERSIONS) as (keyof typeof VERSIONS)[])('RainbowKit %s', (version) => {
  let scripts: ServedFiles
  beforeAll(async () => {
    scripts = await bundle(version)
  }, 600_000)

  async function open(wallet: string, more: object = {}): Promise<Page> {
    const options = { apiKey: demo.facts.keys.publishable, baseURL: demo.facts.api, ...more }
    const head = `<!doctype html><title>Site</title><script>options = ${JSON.stringify(options)}</script>`
    const site = await serveFiles({
      ...scripts,
      '/': { type: 'text/html', body: `${head}<body><script type="module" src="/stdin.js"></script>` },
    })
    closers.push(site.close)
    const page = await openShopper({ demo, url: `${site.origin}/?wallet=${encodeURIComponent(wallet)}` })
    await page.getByRole('button', { name: 'Connect Wallet' }).first().click()
    await page.getByText(/^(?:Browser|Injected) Wallet$/).click()
    await page.getByRole('button', { name: /sign message|send message|sign/i }).click()
    return page
  }
  const holder = () => demo.facts.chains.ethereum.wallets.holder
  const gated = () => ({ requirements: { contractAddress: demo.facts.chains.ethereum.contracts.erc721 } })

  test('default: a holder signs in by the text that names the site', async () => {
    const page = await open('Holder wallet', gated())
    await expect(page.getByText(holder().address, { exact: true }).waitFor()).resolves.toBeUndefined()
  })

  test('behavior: a project with the simple text signs in too', async () => {
    const page = await open('Holder wallet', { apiKey: await makeSimpleProject(demo) })
    await expect(page.getByText(holder().address, { exact: true }).waitFor()).resolves.toBeUndefined()
  })

  test('refuses: a wallet that holds nothing, and RainbowKit lets it try again', async () => {
    const page = await open('Empty wallet', gated())
    await page.getByText(/error verifying signature/i).waitFor()
    await expect(page.getByRole('status').filter({ hasText: 'nobody' }).waitFor()).resolves.toBeUndefined()
  })
})
