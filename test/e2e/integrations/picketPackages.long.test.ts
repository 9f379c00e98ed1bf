import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { openDemo } from '../openDemo.ts'
import { openPicketVisit } from '../openPicketVisit.ts'
import { openVisitor } from '../openVisitor.ts'
import { bundlePicket } from './bundlePicket.ts'
import { makeSimpleProject } from './makeSimpleProject.ts'
import { type ServedFiles, serveFiles } from './serveFiles.ts'

/* The last published picket-js as a module, and picket-react, bundled as a site bundles them. */
const MODULE = `
import Picket from '@picketapi/picket-js'
// As the published scripts do, it keeps the client that was made last.
window.Picket = class extends Picket {
  constructor(...parameters) {
    super(...parameters)
    window.picket = this
  }
}`
const REACT = `
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import { PicketProvider, useHeadlessAuth, usePicket } from '@picketapi/picket-react'
import { configureChains, createClient, useConnect, WagmiConfig } from 'wagmi'
import { mainnet } from 'wagmi/chains'
import { InjectedConnector } from 'wagmi/connectors/injected'
import { publicProvider } from 'wagmi/providers/public'
function Hook() {
  // The client puts itself at window.picket.
  const picket = (window.hook = usePicket())
  const { authState, error } = picket
  return h('p', { role: 'status' }, authState ? authState.user.walletAddress : error ? error.msg : 'nobody')
}
function Headless() {
  const { connect, connectors } = useConnect()
  window.connectWallet = () => connect({ connector: connectors[0] })
  // A new function at each rendering, as the examples write it: the hook signs in once for each.
  const { status } = useHeadlessAuth({ autoLogin: true, onLogin: (state) => (window.logins ??= []).push(state) })
  return h('p', { role: 'log' }, status)
}
function App() {
  if (!window.isHeadless) return h(PicketProvider, window.options, h(Hook))
  const { chains, provider } = configureChains([mainnet], [publicProvider()])
  const client = createClient({ autoConnect: false, connectors: [new InjectedConnector({ chains })], provider })
  return h(WagmiConfig, { client }, h(PicketProvider, window.options, h(Hook), h(Headless)))
}
createRoot(document.body.appendChild(document.createElement('div'))).render(h(App))`

let demo: RunningDemo
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  demo = await openDemo()
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const holder = () => demo.facts.chains.ethereum.wallets.holder
const tokens = () => demo.facts.chains.ethereum.contracts
async function serve(files: ServedFiles, head = ''): Promise<string> {
  const body = `<!doctype html><title>Site</title>${head}<body><script type="module" src="/stdin.js"></script>`
  const page = { type: 'text/html', body }
  const site = await serveFiles({ ...files, '/': page, '/callback': page })
  closers.push(site.close)
  return site.origin
}
const pressWallet = (page: Page) => page.getByText('MetaMask', { exact: true }).first().click()

describe('the module of picket-js', () => {
  let files: ServedFiles
  beforeAll(async () => {
    files = await bundlePicket(MODULE)
  }, 600_000)

  test('default: the module of 0.0.102 signs in by its modal, and keeps the session', async () => {
    const url = await serve(files)
    const { api, keys } = demo.facts
    const parameters = { url, privateKey: holder().privateKey, key: keys.publishable, api }
    const { page, start, finish, call, reload } = await openPicketVisit(parameters)
    const coins = (minTokenBalance: number) => ({ contractAddress: tokens().erc20, minTokenBalance })
    await start('login', coins(1))
    await pressWallet(page)
    const { accessToken, user } = (await finish()).value as { accessToken: string; user: object }
    expect(user).toMatchObject({ walletAddress: holder().address, tokenBalance: '250.5' })
    expect(await call('validate', accessToken, coins(100))).toMatchObject({ value: user })
    expect(await call('isCurrentUserAuthorized', { requirements: coins(251) })).toEqual({ value: false })
    expect(await call('isCurrentUserAuthorized', { requirements: coins(100) })).toEqual({ value: true })
    await reload()
    expect(await call('authState')).toMatchObject({ value: { user: { walletAddress: holder().address } } })
    await call('logout')
    expect(await call('authState')).toEqual({ value: null })
  })
})

describe('picket-react 0.0.85', () => {
  let files: ServedFiles
  beforeAll(async () => {
    files = await bundlePicket(REACT)
  }, 600_000)

  async function open({ apiKey = demo.facts.keys.publishable, isHeadless = false } = {}) {
    const options = { apiKey, baseURL: demo.facts.api, theme: 'dark' }
    const head = `<script>options = ${JSON.stringify(options)}; isHeadless = ${isHeadless}</script>`
    const { privateKey } = holder()
    const visitor = await openVisitor({ url: await serve(files, head), privateKey })
    const status = (text: string) => visitor.page.getByRole('status').filter({ hasText: text }).waitFor()
    await status('nobody')
    const call = (method: string, ...words: unknown[]) =>
      visitor.page.evaluate(`hook.${method}(${words.map((word) => JSON.stringify(word)).join(', ')})`)
    const login = async (requirements: object = {}) => {
      await visitor.page.evaluate(`void hook.login(${JSON.stringify(requirements)})`)
      await pressWallet(visitor.page)
    }
    return { ...visitor, status, call, login }
  }

  test.each(['siwe', 'simple'])(
    'default: its hook signs in, survives a reload and logs out, on a project with %s messages',
    async (format) => {
      const apiKey = format === 'simple' ? await makeSimpleProject(demo) : demo.facts.keys.publishable
      const { page, status, call, login, signed } = await open({ apiKey })
      await login()
      await status(holder().address)
      expect(signed).toHaveLength(1)
      await page.reload()
      await status(holder().address)
      await call('logout')
      await expect(status('nobody')).resolves.toBeUndefined()
    },
  )

  test('behavior: its requirements are asked, and what was proven is known', async () => {
    const { status, call, login } = await open()
    await login({ contractAddress: tokens().erc20, minTokenBalance: 1 })
    await status(holder().address)
    const owls = (minTokenBalance: number) => ({ contractAddress: tokens().erc721, minTokenBalance })
    expect(await call('isAuthorized', { requirements: owls(4) })).toBe(false)
    expect(await call('isAlreadyAuthorized', owls(3))).toBe(false)
    expect(await call('isAuthorized', { requirements: owls(3) })).toBe(true)
    expect(await call('isAlreadyAuthorized', owls(3))).toBe(true)
    // The client looks for the id alone, and the answer names it with its contract.
    const pass = { contractAddress: tokens().erc1155, tokenIds: ['1'] }
    expect(await call('isAuthorized', { requirements: pass })).toBe(true)
    expect(await call('isAlreadyAuthorized', pass)).toBe(false)
  })

  test('behavior: its useHeadlessAuth signs in once for each rendering, and every signature counts', async () => {
    const { page, status, signed } = await open({ isHeadless: true })
    await page.evaluate('connectWallet()')
    await status(holder().address)
    await page.getByRole('log').filter({ hasText: 'Success' }).waitFor()
    await expect.poll(() => page.evaluate('logins.length')).toBe(signed.length)
    expect(await page.evaluate('hook.error')).toBeUndefined()
  })
})
