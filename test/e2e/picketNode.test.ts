import Picket from '@picketapi/picket-node'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, describe, expect, test } from 'vitest'
import { spellMessage } from '../picket/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'

/* The official client for Node, unchanged except for its base URL: every method against the running demo. */

type Wallet = ReturnType<typeof privateKeyToAccount>
type Client = InstanceType<typeof Picket>

let demo: RunningDemo
let secret: Client
let publishable: Client
let holder: Wallet
let outsider: Wallet
let coin: string
beforeAll(async () => {
  demo = await openDemo()
  const { api, keys, chains } = demo.facts
  const open = (key: string) => Object.assign(new Picket(key), { baseURL: api })
  secret = open(keys.secret)
  publishable = open(keys.publishable)
  holder = privateKeyToAccount(chains.ethereum.wallets.holder.privateKey)
  outsider = privateKeyToAccount(chains.ethereum.wallets.outsider.privateKey)
  coin = chains.ethereum.contracts.erc20
})

const site = { domain: 'localhost:5173', uri: 'http://localhost:5173' } as const

/** The steps of an application between `nonce` and `auth`. */
async function sign(client: Client, wallet: Wallet, chain = 'ethereum') {
  const { chainID: chainId } = await client.chainInfo(chain)
  const nonce = await client.nonce({ chain, walletAddress: wallet.address, locale: 'en' })
  const context = {
    ...site,
    chainId,
    issuedAt: new Date().toISOString(),
    chainType: 'ethereum',
    locale: 'en-US',
  } as const
  const message = spellMessage({ ...nonce, ...context, walletAddress: wallet.address })
  return { chain, walletAddress: wallet.address, signature: await wallet.signMessage({ message }), context }
}
/** The client's rejection, which is a plain object. */
async function rejection(promise: Promise<unknown>): Promise<object> {
  const thrown: unknown = await promise.then(
    (value) => ({ resolved: value }),
    (error: unknown) => error,
  )
  expect(thrown).not.toBeInstanceOf(Error)
  return thrown as object
}

describe('@picketapi/picket-node 0.0.12', () => {
  test('default: nonce, auth and validate work without a gate', async () => {
    for (const client of [secret, publishable]) {
      expect(await client.nonce({ chain: 'ethereum', walletAddress: holder.address })).toEqual({
        nonce: expect.stringMatching(/^[a-zA-Z0-9]{8,}$/),
        statement: expect.any(String),
        format: 'siwe',
      })
      const user = {
        chain: 'ethereum',
        walletAddress: holder.address,
        displayAddress: holder.address,
        tokenBalances: {},
      }
      const state = await client.auth(await sign(client, holder))
      expect(state).toEqual({ accessToken: expect.any(String), user })
      const claims = await client.validate(state.accessToken)
      expect(claims).toMatchObject({
        ...user,
        iss: demo.facts.api,
        iat: expect.any(Number),
        exp: expect.any(Number),
      })
    }
  })

  test('behavior: a gated auth works for a holder and not for an outsider', async () => {
    const requirements = { contractAddress: coin, minTokenBalance: 100 }
    const state = await secret.auth({ ...(await sign(secret, holder)), requirements })
    expect(state.user.tokenBalances).toEqual({ contractAddress: { [coin]: '250.5' } })
    expect(await secret.validate(state.accessToken, requirements)).toMatchObject({
      walletAddress: holder.address,
    })
    expect(await rejection(secret.auth({ ...(await sign(secret, outsider)), requirements }))).toMatchObject({
      msg: expect.stringContaining('does not hold the necessary tokens'),
      code: 'permission_denied',
      error: 'ERR_REQUIREMENT_UNMET',
    })
  })

  test('behavior: auth on Polygon works for listed wallets only', async () => {
    const mine = { allowedWallets: [holder.address] }
    const state = await secret.auth({ ...(await sign(secret, holder, 'polygon')), requirements: mine })
    expect(state.user).toMatchObject({ chain: 'polygon', walletAddress: holder.address })
    const body = { ...(await sign(secret, outsider, 'polygon')), requirements: mine }
    expect(await rejection(secret.auth(body))).toMatchObject({
      msg: expect.stringMatching(/allowed wallet addresses/i),
      error: 'ERR_WALLET_NOT_ALLOWED',
    })
  })

  test('behavior: authz adds balances, also with revalidate', async () => {
    const { accessToken } = await secret.auth(await sign(secret, holder))
    const requirements = { contractAddress: coin, minTokenBalance: '250.5' }
    expect(await rejection(secret.validate(accessToken, requirements))).toMatchObject({
      error: 'ERR_REQUIREMENT_UNMET',
    })
    for (const revalidate of [false, true]) {
      const more = await secret.authz({ accessToken, requirements, revalidate })
      expect(more.user.tokenBalances).toEqual({ contractAddress: { [coin]: '250.5' } })
      expect(await secret.validate(more.accessToken, requirements)).toMatchObject({
        walletAddress: holder.address,
      })
    }
    const tooMuch = { contractAddress: coin, minTokenBalance: 251 }
    expect(await rejection(secret.authz({ accessToken, requirements: tooMuch }))).toMatchObject({
      code: 'permission_denied',
    })
  })

  test('behavior: tokenOwnership counts all units of an ERC-1155 contract', async () => {
    const contractAddress = demo.facts.chains.ethereum.contracts.erc1155
    const ask = (walletAddress: string) => secret.tokenOwnership({ walletAddress, contractAddress })
    expect(await ask(holder.address)).toMatchObject({ allowed: true, tokenBalance: '7' })
    expect(await ask(outsider.address)).toMatchObject({ allowed: false, tokenBalance: '0' })
  })

  test('behavior: tokenOwnership answers yes and no', async () => {
    const { erc721 } = demo.facts.chains.polygon.contracts
    for (const [chain, contractAddress, tokenBalance] of [
      ['ethereum', coin, '250.5'],
      ['polygon', erc721, '3'],
    ] as const) {
      const ask = (walletAddress: string) =>
        secret.tokenOwnership({ chain, walletAddress, contractAddress, minTokenBalance: 1 })
      expect(await ask(holder.address)).toMatchObject({
        allowed: true,
        walletAddress: holder.address,
        tokenBalance,
      })
      expect(await ask(outsider.address)).toMatchObject({ allowed: false, tokenBalance: '0' })
    }
    const asked = publishable.tokenOwnership({ walletAddress: holder.address, contractAddress: coin })
    expect(await rejection(asked)).toMatchObject({ error: 'ERR_KEY_FORBIDDEN', code: 'permission_denied' })
  })

  test('behavior: chains and chainInfo work', async () => {
    const chains = await secret.chains()
    expect(chains.map(({ chainSlug }) => chainSlug)).toEqual(
      expect.arrayContaining(['ethereum', 'polygon', 'optimism', 'arbitrum', 'avalanche']),
    )
    for (const chain of chains) expect(await secret.chainInfo(chain.chainSlug)).toEqual(chain)
    expect(await secret.chainInfo('polygon')).toMatchObject({
      chainID: 137,
      chainType: 'ethereum',
      authorizationSupported: true,
    })
    expect(await secret.chainInfo('matic')).toMatchObject({ chainSlug: 'polygon' })
    expect(await rejection(secret.chainInfo('nowhere'))).toMatchObject({
      msg: expect.any(String),
      error: expect.any(String),
    })
  })

  test('refuses: invalid calls, with plain objects that name the error', async () => {
    const nobody = Object.assign(new Picket(`sk_${'0'.repeat(32)}`), { baseURL: demo.facts.api })
    expect(await rejection(nobody.chains())).toEqual({
      msg: expect.stringContaining('invalid project key'),
      code: 'api_key_invalid',
      error: 'ERR_KEY_UNKNOWN',
    })
    expect(await rejection(secret.validate('aaa.bbb.ccc'))).toMatchObject({ error: 'ERR_TOKEN_INVALID' })
    expect(await rejection(secret.nonce({ chain: 'ethereum', walletAddress: 'me' }))).toMatchObject({
      code: 'parameter_invalid',
    })
    const body = await sign(secret, holder)
    await secret.auth(body)
    // If this wallet has another open login, the used signature does not belong to that login.
    const again = {
      msg: expect.stringContaining('invalid signature'),
      code: 'parameter_invalid',
      error: expect.stringMatching(/^ERR_(?:NONCE_UNKNOWN|SIGNATURE_INVALID)$/),
    }
    expect(await rejection(secret.auth(body))).toEqual(again)
  })
})
