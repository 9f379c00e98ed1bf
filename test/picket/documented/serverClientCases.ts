import { expect } from 'vitest'
import { holder } from '../openGatedApi.ts'
import type { ReceivedAnswer } from '../sendBytes.ts'
import { expectAuth, expectJson } from './expectAnswers.ts'
import { type Stage, solanaHolder } from './openStage.ts'
import type { DocumentedCase } from './types.ts'

/*
 * The clients for Go and Python by their recorded requests, byte for byte: docs/spec/picket.md#95-picket-python-picket-go-and-curl.
 */
const inText = ({ status, body }: ReceivedAnswer) => ({ status, text: body })
const parse = ({ body }: ReceivedAnswer) => JSON.parse(body) as Record<string, unknown>
type Client = 'go' | 'python'
const sendAs =
  (client: Client) =>
  (stage: Stage, path: string, body: object, key = stage.simple.secretKey) =>
    stage.send(client, key, path, JSON.stringify(body))
const go = sendAs('go')
const python = sendAs('python')

const EMPTY_CONTEXT = { domain: '', uri: '', chainId: '', issuedAt: '', chainType: '', locale: '' }
const NONCE = { nonce: expect.any(String), statement: expect.any(String), format: 'simple' }
const pathOf = (wallet: string, chain = 'ethereum') => `/chains/${chain}/wallets/${wallet}/tokenOwnership`

/** Sign in on the simple project as the quick start does. */
async function loginAs(client: Client, stage: Stage): Promise<ReceivedAnswer> {
  const { chain, walletAddress, signature } = await stage.sign({ project: stage.simple })
  const context = client === 'go' ? EMPTY_CONTEXT : {}
  return sendAs(client)(stage, '/auth', { chain, walletAddress, signature, requirements: {}, context })
}
const tokenAs = async (client: Client, stage: Stage) =>
  String(parse(await loginAs(client, stage)).accessToken)

/** Sixty-four uses of one signature at once: exactly one passes. */
async function checkSingleUse(stage: Stage): Promise<void> {
  const { chain, walletAddress, signature } = await stage.sign({ project: stage.simple })
  const body = { chain, walletAddress, signature, requirements: {}, context: EMPTY_CONTEXT }
  const answers = await Promise.all(Array.from({ length: 64 }, () => go(stage, '/auth', body)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(63)
}

/** So many threads call four methods each, and every answer is 200. */
async function checkCrowd(client: Client, stage: Stage, threads: number): Promise<void> {
  const accessToken = await tokenAs(client, stage)
  const send = sendAs(client)
  const requirements = { contractAddress: stage.coin }
  const ask = (stage: Stage) => [
    send(stage, '/auth/nonce', { chain: 'ethereum', walletAddress: holder.address, locale: '' }),
    send(stage, '/authz', { accessToken, requirements, revalidate: false }),
    send(stage, '/auth/validate', { accessToken, requirements: {} }),
    send(stage, pathOf(holder.address), requirements),
  ]
  const answers = await Promise.all(Array.from({ length: threads }, () => ask(stage)).flat())
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: threads * 4 }, () => 200))
}

export const goCases: readonly DocumentedCase[] = [
  {
    row: 170,
    what: 'NewClient, SetBaseURL, HTTPHeaders, DoRequest: chunked, Basic with a colon',
    check: async (stage) => {
      const answer = await go(stage, '/auth/nonce', {
        chain: 'ethereum',
        wallet_address: holder.address,
        locale: '',
      })
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
      expectJson(inText(answer), 200, NONCE)
    },
  },
  {
    row: 171,
    what: 'Nonce',
    check: async (stage) => {
      const body = { chain: 'polygon', wallet_address: holder.address, locale: 'en' }
      expectJson(inText(await go(stage, '/auth/nonce', body)), 200, NONCE)
    },
  },
  {
    row: 172,
    what: 'Auth: with a context on a siwe project, and without on a simple one',
    check: async (stage) => {
      expectAuth(inText(await loginAs('go', stage)))
      const { context, ...signed } = await stage.sign()
      const body = { ...signed, requirements: {}, context: { ...context, chainId: '1' } }
      expectAuth(inText(await go(stage, '/auth', body, stage.site.secretKey)))
    },
  },
  {
    row: 173,
    what: 'Authz, with Revalidate; tokenBalances flat',
    check: async (stage) => {
      const accessToken = await tokenAs('go', stage)
      const body = { accessToken, requirements: { contractAddress: stage.coin }, revalidate: true }
      expectAuth(inText(await go(stage, '/authz', body)), { tokenBalances: { [stage.coin]: '250.5' } })
    },
  },
  {
    row: 174,
    what: 'Validate',
    check: async (stage) => {
      const body = { accessToken: await tokenAs('go', stage), requirements: {} }
      const fields = { walletAddress: holder.address, tokenBalances: {} }
      expectJson(inText(await go(stage, '/auth/validate', body)), 200, fields)
    },
  },
  {
    row: 175,
    what: 'TokenOwnership: ERC-20, ERC-721, collection, token_ids',
    check: async (stage) => {
      for (const [contractAddress, tokenBalance] of [
        [stage.coin, '250.5'],
        [stage.owls, '3'],
      ] as const) {
        const fields = { allowed: true, tokenBalance, tokenBalances: { [contractAddress]: tokenBalance } }
        expectJson(inText(await go(stage, pathOf(holder.address), { contractAddress })), 200, fields)
      }
      for (const body of [{ collection: stage.collection }, { token_ids: stage.lights }]) {
        const answer = await go(stage, pathOf(solanaHolder.address, 'solana'), body)
        expectJson(inText(answer), 200, { allowed: true, tokenBalance: '2' })
      }
    },
  },
  {
    row: 176,
    what: 'ErrorResponse',
    check: async (stage) => {
      const answer = await go(stage, '/auth/validate', { accessToken: 'a.b.c', requirements: {} })
      expectJson(inText(answer), 401, { msg: expect.any(String), code: 'parameter_invalid' })
    },
  },
  {
    row: 177,
    what: 'a hundred goroutines with four methods each, and 64 uses of one signature',
    check: async (stage) => {
      await checkCrowd('go', stage, 100)
      await checkSingleUse(stage)
    },
  },
  {
    row: 178,
    what: 'TokenOwnership of an ERC-1155 contract',
    check: async (stage) => {
      const answer = await go(stage, pathOf(holder.address), { contractAddress: stage.passes })
      expectJson(inText(answer), 200, { allowed: true, tokenBalance: '7' })
    },
  },
]

export const pythonCases: readonly DocumentedCase[] = [
  {
    row: 200,
    what: 'nonce',
    check: async (stage) => {
      const body = { chain: 'ethereum', walletAddress: holder.address, locale: 'en-US' }
      expectJson(inText(await python(stage, '/auth/nonce', body)), 200, NONCE)
    },
  },
  {
    row: 201,
    what: 'auth: with context, and on a simple project as printed',
    check: async (stage) => {
      expectAuth(inText(await loginAs('python', stage)))
      const body = { ...(await stage.sign()), requirements: {} }
      expectAuth(inText(await python(stage, '/auth', body, stage.site.secretKey)))
    },
  },
  {
    row: 202,
    what: 'authz',
    check: async (stage) => {
      const accessToken = await tokenAs('python', stage)
      const body = { accessToken, requirements: { contractAddress: stage.coin }, revalidate: false }
      const tokenBalances = { contractAddress: { [stage.coin]: '250.5' } }
      expectAuth(inText(await python(stage, '/authz', body)), { tokenBalances })
    },
  },
  {
    row: 203,
    what: 'validate',
    check: async (stage) => {
      const body = { accessToken: await tokenAs('python', stage), requirements: {} }
      const answer = await python(stage, '/auth/validate', body)
      expectJson(inText(answer), 200, { walletAddress: holder.address })
    },
  },
  {
    row: 204,
    what: 'token_ownesrhip, wrapped and flat, on Solana too',
    check: async (stage) => {
      const coins = { contractAddress: stage.coin }
      for (const body of [coins, { requirements: coins }]) {
        const answer = await python(stage, pathOf(holder.address), body)
        expectJson(inText(answer), 200, { allowed: true, tokenBalance: '250.5' })
      }
      const requirements = { collection: stage.collection, minTokenBalance: '2' }
      const answer = await python(stage, pathOf(solanaHolder.address, 'solana'), { requirements })
      expectJson(inText(answer), 200, { allowed: true, tokenBalance: '2' })
    },
  },
  {
    row: 205,
    what: 'requirements in snake case',
    check: async (stage) => {
      const requirements = { contract_address: stage.coin, min_token_balance: '251' }
      const answer = await python(stage, pathOf(holder.address), { requirements })
      expectJson(inText(answer), 200, { allowed: false, tokenBalance: '250.5' })
    },
  },
  {
    row: 206,
    what: 'PicketAPIException(msg, code)',
    check: async (stage) => {
      const answer = await python(stage, '/auth/nonce', { walletAddress: 'me' }, 'sk_py_789')
      expectJson(inText(answer), 401, { msg: expect.any(String), code: 'api_key_invalid' })
    },
  },
  { row: 207, what: 'forty threads', check: (stage) => checkCrowd('python', stage, 40) },
  {
    row: 208,
    what: 'the quick start’s picket.token_ownership, resp.tokenBalances and new Picket(',
    explained: 'In this release the method for token ownership is spelled `token_ownesrhip`',
    // What the method under its real name sends.
    check: async (stage) => {
      const answer = await python(stage, pathOf(holder.address), { contractAddress: stage.owls })
      expectJson(inText(answer), 200, { tokenBalances: { contractAddress: { [stage.owls]: '3' } } })
    },
  },
  {
    row: 209,
    what: 'the quick start’s auth without context on a siwe project',
    explained: 'On a project with the default format `siwe` that is 400, `ERR_BODY_INVALID`',
    check: async (stage) => {
      const { chain, walletAddress, signature } = await stage.sign()
      const body = { chain, walletAddress, signature, requirements: {}, context: {} }
      expectJson(inText(await python(stage, '/auth', body, stage.site.secretKey)), 400, {
        error: 'ERR_BODY_INVALID',
      })
    },
  },
]
