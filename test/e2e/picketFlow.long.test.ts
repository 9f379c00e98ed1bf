import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type AccountKey, createFlowKey } from '../standin/flow/createFlowKey.ts'
import { startFlow } from '../standin/flow/startFlow.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { openPicketSite, type PicketSite } from './openPicketSite.ts'
import { composeCall, modalOf, type Outcome } from './openPicketVisit.ts'

/*
 * Sign-in on Flow in Chromium against a server with RPC_URL_FLOW: picket-js 0.0.92 with its modal and FCL, as published.
 * The wallet is one that FCL asks over HTTP; its list of wallets and the wallet are answered here.
 */
const ADDRESS = '0x0b2a3299cc857e29'
const CLUB = 'A.0b2a3299cc857e29.TopShot'
const DISCOVERY = 'https://fcl-discovery.onflow.org/api/authn'
const WALLET = 'https://wallet.example'
const holder = createFlowKey({ curve: 'secp256k1', hash: 'sha256' })
let flow: Awaited<ReturnType<typeof startFlow>>
let demo: RunningDemo
let site: PicketSite
beforeAll(async () => {
  flow = await startFlow()
  flow.state.accounts.set(ADDRESS.slice(2), { keys: [createFlowKey(), { ...holder, index: 1 }] })
  flow.state.contracts.set(CLUB, new Map([[ADDRESS, '2.00000000']]))
  site = await openPicketSite()
  demo = await startOwnDemo({ changeEnv: async (env) => ({ ...env, RPC_URL_FLOW: flow.url }) })
})
afterAll(() => Promise.all([demo?.close(), site?.close(), flow?.close()]))

const service = (type: string, more: object = {}) => ({
  ...{ f_type: 'Service', f_vsn: '1.0.0', type, uid: `example#${type}`, method: 'HTTP/POST' },
  ...{ endpoint: `${WALLET}/${type}`, id: ADDRESS, identity: { address: ADDRESS }, ...more },
})
const provider = {
  address: '0xead892083b3e2c6c',
  name: 'Lantern',
  icon: null,
  color: '#000',
  description: '',
}
const approve = (data: object) => ({ f_type: 'PollingResponse', f_vsn: '1.0.0', status: 'APPROVED', data })

/** Answer as FCL's list of wallets and as the wallet itself, which signs with this key. */
async function answerWallet(page: Page, key: AccountKey, signed: string[]): Promise<void> {
  await page.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    async (route) => {
      const url = route.request().url().replace(/\?.*/s, '')
      const fulfill = (json: unknown) =>
        route.fulfill({
          json,
          headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
        })
      if (url === DISCOVERY) return fulfill([service('authn', { provider })])
      if (url === `${WALLET}/authn`) {
        const services = [service('authn', { provider }), service('user-signature')]
        return fulfill(approve({ f_type: 'AuthnResponse', f_vsn: '1.0.0', addr: ADDRESS, services }))
      }
      if (url !== `${WALLET}/user-signature`) return route.abort()
      if (route.request().method() !== 'POST') return fulfill({})
      const { message } = route.request().postDataJSON() as { readonly message: string }
      const text = Buffer.from(message, 'hex').toString('utf8')
      signed.push(text)
      const composite = { f_type: 'CompositeSignature', f_vsn: '1.0.0', addr: ADDRESS, keyId: 1 }
      return fulfill(approve({ ...composite, signature: key.sign(text) }))
    },
  )
}

async function visit(key: AccountKey = holder) {
  const person = await openPerson()
  const page = await person.newPage()
  const signed: string[] = []
  await answerWallet(page, key, signed)
  await page.goto(site.origin)
  const { api, keys } = demo.facts
  await page.evaluate(
    `new window.Picket(${JSON.stringify(keys.publishable)}, { baseURL: ${JSON.stringify(api)} })`,
  )
  const login = async (requirements: object = {}) => {
    await page.evaluate(composeCall('login', [requirements]))
    await page.locator('#_picketWalletOptions').getByText('Flow', { exact: true }).click()
    await page.locator('#_picketWallets').getByRole('button', { name: 'Lantern' }).click()
  }
  const finish = () => page.evaluate('window.outcome') as Promise<Outcome>
  return { page, signed, login, finish }
}

test('default: the API says that it knows Flow, and what can be asked there', async () => {
  const answer = await fetch(`${demo.facts.api}/chains/flow`, {
    headers: { authorization: `Basic ${btoa(demo.facts.keys.publishable)}` },
  })
  expect(await answer.json()).toEqual({
    ...{ chainSlug: 'flow', caip2: 'flow:mainnet', chainId: 539, chainID: 539, chainType: 'flow' },
    ...{ chainName: 'Flow', publicRPC: 'https://rest-mainnet.onflow.org', authorizationSupported: true },
  })
})

describe('picket-js and its modal', () => {
  test('default: the tab Flow signs an account in', async () => {
    const { login, finish, signed, page } = await visit()
    await login({ contractAddress: CLUB, minTokenBalance: 2 })
    const user = { chain: 'flow', walletAddress: ADDRESS, displayAddress: ADDRESS }
    expect(await finish()).toMatchObject({
      value: {
        accessToken: expect.any(String),
        user: { ...user, tokenBalances: { contractAddress: { [CLUB]: '2' } } },
      },
    })
    expect(signed[0]).toContain(`wants you to sign in with your Flow account:\n${ADDRESS}\n`)
    expect(await modalOf(page).innerText()).toContain('Welcome')
  })

  test('behavior: a login that names the chain lists Flow’s wallets', async () => {
    const { page, finish } = await visit()
    await page.evaluate(composeCall('login', [{ chain: 'flow' }]))
    await page.locator('#_picketWallets').getByRole('button', { name: 'Lantern' }).click()
    expect(await finish()).toMatchObject({ value: { user: { chain: 'flow', walletAddress: ADDRESS } } })
  })

  test('refuses: an account without enough of a collection, in the words of the modal', async () => {
    const { login, page } = await visit()
    await login({ contractAddress: CLUB, minTokenBalance: 3 })
    await expect(modalOf(page).getByText('Almost There').waitFor()).resolves.toBeUndefined()
  })

  test('refuses: a key that is not of the account', async () => {
    const { login, page } = await visit(createFlowKey())
    await login()
    await expect(
      modalOf(page).getByText('Signature expired. Please try again.').waitFor(),
    ).resolves.toBeUndefined()
  })
})
