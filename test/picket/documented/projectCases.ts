import { expect } from 'vitest'
import { holder, outsider } from '../openGatedApi.ts'
import { basic } from '../signLogin.ts'
import { expectAuth, expectJson, expectRefused } from './expectAnswers.ts'
import { type Stage, toApiPath } from './openStage.ts'
import type { DocumentedCase } from './types.ts'

const X_API_KEY = (key: string) => ({ 'x-api-key': key, 'content-type': 'application/json' })

/** Ask whether a token is valid, as the client did until 11 April 2022, and with the token in a body. */
const verifyCase = (row: number, path: string): DocumentedCase => ({
  row,
  what: `GET ${path} with a bearer token and X-API-KEY, and POST`,
  check: async (stage) => {
    const token = await stage.tokenOf()
    const key = stage.site.publishableKey
    const ask = (bearer: string, method = 'GET') =>
      stage.call({
        method,
        path: toApiPath(`/api/v1${path}`),
        headers: { ...X_API_KEY(key), authorization: `Bearer ${bearer}` },
      })
    expectJson(await ask(token), 200, { valid: true })
    expectJson(await ask(`${token}x`), 200, { valid: false })
    expectJson(await stage.post(toApiPath(`/api/v1${path}`), { accessToken: token }), 200, { valid: true })
    expectJson(await stage.post(toApiPath(`/api/v1${path}`), { accessToken: 'x' }), 200, { valid: false })
  },
})

/** Paths of spring 2022, as the first clients asked them. */
export const oldPathCases: readonly DocumentedCase[] = [
  {
    row: 119,
    what: 'GET /nonce/{wallet} with X-API-KEY',
    check: async (stage) => {
      const answer = await stage.call({
        method: 'GET',
        path: `/nonce/${holder.address}`,
        headers: X_API_KEY(stage.site.publishableKey),
      })
      expectJson(answer, 200, { nonce: expect.stringMatching(/^[0-9a-f]{32}$/), format: 'siwe' })
    },
  },
  {
    row: 120,
    what: 'POST /ownership, the wallet in the body',
    check: async (stage) => {
      const ask = (walletAddress: string, more = {}) =>
        stage.post(
          '/ownership',
          { walletAddress, contractAddress: stage.coin, ...more },
          stage.site.secretKey,
        )
      expectJson(await ask(holder.address, { minTokenBalance: 1 }), 200, { allowed: true })
      expectJson(await ask(outsider.address), 200, { allowed: false })
    },
  },
  verifyCase(121, '/verify'),
  verifyCase(122, '/auth/verify'),
  {
    row: 123,
    what: 'POST /wallets/{wallet}/tokenOwnership, without the chain',
    check: async (stage) => {
      const path = toApiPath(`/api/v1/wallets/${holder.address}/tokenOwnership`)
      const answer = await stage.post(path, { contractAddress: stage.coin }, stage.site.secretKey)
      expectJson(answer, 200, { allowed: true, walletAddress: holder.address })
    },
  },
]

/** Ask for the chains as `curl -u KEY` does, at a path of the server. */
async function curlChains(stage: Stage, key: string, path = '/api/v1/chains'): Promise<void> {
  const headers = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }
  expectJson(await stage.call({ method: 'GET', path: toApiPath(path), headers }), 200, {
    data: expect.any(Array),
  })
}

const askFrom = (stage: Stage, origin: string) =>
  stage.call({
    path: '/auth/nonce',
    body: { walletAddress: holder.address },
    headers: { ...basic(stage.site.publishableKey), origin },
  })

const withRedirect = (stage: Stage, redirectUri: string) =>
  stage.authorize([['redirect_uri', redirectUri]], { isUnsigned: true })

export const keyCases: readonly DocumentedCase[] = [
  {
    row: 131,
    what: 'a request without a key is an error',
    check: async (stage) => {
      const answer = await stage.post('/auth/nonce', { walletAddress: holder.address }, null)
      expectRefused(answer, 401, 'ERR_KEY_MISSING', { code: 'authentication_required' })
    },
  },
  {
    row: 132,
    what: 'curl -u YOUR_SECRET_KEY, with an empty password',
    check: async (stage) => curlChains(stage, stage.site.secretKey),
  },
  {
    row: 133,
    what: 'the same as printed, https://host/v1/…',
    tests: [
      {
        file: 'test/e2e/apiServer.test.ts',
        title: 'behavior: %s is the same endpoint, whose body is read whole',
      },
    ],
    check: async (stage) => curlChains(stage, stage.site.secretKey, '/v1/chains'),
  },
  {
    row: 134,
    what: 'the publishable key as user name of Basic',
    check: async (stage) => curlChains(stage, stage.site.publishableKey),
  },
  {
    row: 135,
    what: 'an invalid key: 401 api_key_invalid',
    check: async (stage) => {
      const answer = await stage.get('/chains', `sk_${'0'.repeat(32)}`)
      expectRefused(answer, 401, 'ERR_KEY_UNKNOWN', { code: 'api_key_invalid' })
    },
  },
  {
    row: 136,
    what: 'tokenOwnership with the publishable key',
    explained: 'Only they can call `tokenOwnership` and `contracts`',
    check: async (stage) => {
      const path = `/chains/ethereum/wallets/${holder.address}/tokenOwnership`
      const answer = await stage.post(path, { contractAddress: stage.coin }, stage.site.publishableKey)
      expectRefused(answer, 403, 'ERR_KEY_FORBIDDEN', { code: 'permission_denied' })
    },
  },
  {
    row: 137,
    what: 'the publishable key from a page whose domain was never listed',
    explained: '403, `ERR_SITE_FORBIDDEN`. The modal shows it as an invalid API key',
    check: async (stage) =>
      expectRefused(await askFrom(stage, 'https://nobody.example'), 403, 'ERR_SITE_FORBIDDEN', {
        code: 'permission_denied',
      }),
  },
  {
    row: 138,
    what: 'the same from a page on the local network over http, as a phone opens it in development',
    explained: 'A page that a phone opens over the local network',
    check: async (stage) => {
      expectRefused(await askFrom(stage, 'http://192.168.1.7:5173'), 403, 'ERR_SITE_FORBIDDEN')
      expect((await askFrom(stage, 'http://localhost:5173')).status).toBe(200)
    },
  },
  {
    row: 139,
    what: 'redirect URI: a slash at its end matters',
    check: async (stage) => {
      const answer = await withRedirect(stage, 'https://harbor.example/callback/')
      expectRefused(answer, 400, 'ERR_REDIRECT_URI', { code: 'invalid_request' })
    },
  },
  {
    row: 140,
    what: 'redirect URI: an exact match',
    check: async (stage) =>
      expect((await withRedirect(stage, 'https://harbor.example/callback')).status).toBe(200),
  },
  {
    row: 141,
    what: 'http://localhost:3000/ as redirect URI',
    check: async (stage) => expect((await withRedirect(stage, 'http://localhost:3000/')).status).toBe(200),
  },
  {
    row: 142,
    what: 'a base URL that ends in a slash: //auth/nonce',
    tests: [
      {
        file: 'test/e2e/apiServer.test.ts',
        title: 'behavior: %s is the same endpoint, whose body is read whole',
      },
    ],
    check: async (stage) => {
      const answer = await stage.post(toApiPath('/api/v1//auth/nonce'), { walletAddress: holder.address })
      expectJson(answer, 200, { nonce: expect.any(String) })
    },
  },
]

export const restrictCases: readonly DocumentedCase[] = [
  {
    row: 143,
    what: 'allowedWallets, nested; a listed wallet',
    check: async (stage) => expectAuth(await stage.login({ allowedWallets: [holder.address] })),
  },
  {
    row: 144,
    what: 'a wallet that is not listed: a 4xx with the modal’s words',
    check: async (stage) => {
      const answer = await stage.login({ allowedWallets: [holder.address] }, { wallet: outsider })
      const msg = expect.stringMatching(/allowed wallet addresses/)
      expectRefused(answer, 403, 'ERR_WALLET_NOT_ALLOWED', { code: 'permission_denied', msg })
    },
  },
  {
    row: 145,
    what: 'the page’s curl: allowedWallets at the top level, with its placeholders',
    check: async (stage) => {
      const { walletAddress, signature } = await stage.sign({ project: stage.simple })
      const list = `["${walletAddress}","0xWALLET","0xADDRESSES"]`
      const body = `{"walletAddress":"${walletAddress}","signature":"${signature}","allowedWallets":${list}}`
      expectAuth(await stage.post('/auth', body, stage.simple.secretKey))
    },
  },
  {
    row: 146,
    what: 'a list or tokens: either is enough',
    check: async (stage) => {
      const requirements = { contractAddress: stage.owls, allowedWallets: [outsider.address] }
      const { address: walletAddress } = outsider
      expectAuth(await stage.login(requirements, { wallet: outsider }), { walletAddress })
      expectAuth(await stage.login(requirements))
    },
  },
  {
    row: 147,
    what: 'allowedWallets that is no list: the modal’s words',
    check: async (stage) => {
      const answer = await stage.login({ allowedWallets: holder.address })
      expectRefused(answer, 400, 'ERR_BODY_INVALID', { msg: expect.stringContaining('must be an array') })
    },
  },
  {
    row: 148,
    what: 'a list of 1,501 wallets in one request',
    check: async (stage) => {
      const others = Array.from({ length: 1_500 }, (_, at) => `0x${at.toString(16).padStart(40, '0')}`)
      expectAuth(await stage.login({ allowedWallets: [...others, holder.address] }))
    },
  },
]
