import { expect } from 'vitest'
import { holder, outsider } from '../openGatedApi.ts'
import { decodeClaims, expectAuth, expectJson, expectRefused } from './expectAnswers.ts'
import { FLOW_WALLET, type Stage, solanaHolder } from './openStage.ts'
import type { DocumentedCase } from './types.ts'

const UNMET = {
  code: 'permission_denied',
  msg: expect.stringContaining('does not hold the necessary tokens'),
}

export const authCases: readonly DocumentedCase[] = [
  {
    row: 1,
    what: 'chain, walletAddress, signature, context: accessToken and user',
    check: async (stage) => {
      const { address } = holder
      const user = { chain: 'ethereum', walletAddress: address, displayAddress: address, tokenBalances: {} }
      const answer = await stage.login()
      expect([answer.status, answer.json]).toEqual([200, { accessToken: expect.any(String), user }])
    },
  },
  {
    row: 2,
    what: 'the same on Solana, with a signature in base58',
    check: async (stage) => {
      const user = { chain: 'solana', walletAddress: solanaHolder.address, tokenBalances: {} }
      expectAuth(await stage.login(undefined, { chain: 'solana' }), user)
    },
  },
  {
    row: 3,
    what: 'the same on Polygon',
    check: async (stage) =>
      expectAuth(await stage.login(undefined, { chain: 'polygon' }), { chain: 'polygon', tokenBalances: {} }),
  },
  {
    row: 4,
    what: 'the same signature twice within two minutes',
    explained: 'one for each request, valid for two minutes; it works **once**',
    check: async (stage) => {
      const body = await stage.sign()
      expectAuth(await stage.post('/auth', body))
      const again = await stage.post('/auth', body)
      expectJson(again, 401, { code: 'parameter_invalid', msg: expect.stringContaining('invalid signature') })
    },
  },
  {
    row: 5,
    what: 'a placeholder for the signature: a 4xx that says so',
    check: async (stage) => {
      const answer = await stage.post('/auth', { ...(await stage.sign()), signature: 'SIGNATURE' })
      const msg = expect.stringContaining('invalid signature')
      expectRefused(answer, 401, 'ERR_SIGNATURE_INVALID', { code: 'parameter_invalid', msg })
    },
  },
  {
    row: 6,
    what: 'two sign-ins of one wallet under way at once',
    check: async (stage) => {
      for (const body of [await stage.sign(), await stage.sign()]) expectAuth(await stage.post('/auth', body))
      const both = await Promise.all([stage.sign(), stage.sign()])
      for (const answer of await Promise.all(both.map((body) => stage.post('/auth', body))))
        expectAuth(answer)
    },
  },
]

export const authzCases: readonly DocumentedCase[] = [
  {
    row: 7,
    what: 'accessToken and requirements: a new token with the balance',
    check: async (stage) => {
      const body = { accessToken: await stage.tokenOf(), requirements: { contractAddress: stage.owls } }
      const answer = await stage.post('/authz', body)
      expectAuth(answer, { tokenBalances: { contractAddress: { [stage.owls]: '3' } } })
      expect(decodeClaims(answer.json.accessToken).tokenBalances).toEqual({
        contractAddress: { [stage.owls]: '3' },
      })
    },
  },
  {
    row: 8,
    what: 'revalidate; what was proven before stays',
    check: async (stage) => {
      const accessToken = await stage.tokenOf({ contractAddress: stage.owls })
      const body = { accessToken, requirements: { contractAddress: stage.coin }, revalidate: true }
      const tokenBalances = { contractAddress: { [stage.owls]: '3', [stage.coin]: '250.5' } }
      expectAuth(await stage.post('/authz', body), { tokenBalances })
    },
  },
  {
    row: 9,
    what: 'a 4xx on failure',
    check: async (stage) => {
      const accessToken = await stage.tokenOf(undefined, { wallet: outsider })
      const body = { accessToken, requirements: { contractAddress: stage.owls } }
      expectRefused(await stage.post('/authz', body), 403, 'ERR_REQUIREMENT_UNMET', UNMET)
    },
  },
  {
    row: 10,
    what: 'with the publishable key',
    check: async (stage) => {
      const body = { accessToken: await stage.tokenOf(), requirements: { contractAddress: stage.owls } }
      expectAuth(await stage.post('/authz', body, stage.site.publishableKey))
      expectAuth(await stage.post('/authz', body, stage.site.secretKey))
    },
  },
  {
    row: 11,
    what: 'above the balance on Solana: a 4xx',
    check: async (stage) => {
      const accessToken = await stage.tokenOf(undefined, { chain: 'solana' })
      const requirements = { collection: stage.collection, minTokenBalance: '3' }
      expectRefused(
        await stage.post('/authz', { accessToken, requirements }),
        403,
        'ERR_REQUIREMENT_UNMET',
        UNMET,
      )
    },
  },
  {
    row: 12,
    what: 'a list of wallets as requirement',
    check: async (stage) => {
      const requirements = { allowedWallets: [holder.address] }
      expectAuth(await stage.post('/authz', { accessToken: await stage.tokenOf(), requirements }))
    },
  },
]

const askNonce = (stage: Stage, body: object) => stage.post('/auth/nonce', body)
const NONCE = {
  nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
  statement: expect.any(String),
  format: 'siwe',
}

export const nonceCases: readonly DocumentedCase[] = [
  {
    row: 13,
    what: 'chain and walletAddress: nonce, statement, format',
    check: async (stage) =>
      expectJson(await askNonce(stage, { chain: 'ethereum', walletAddress: holder.address }), 200, NONCE),
  },
  {
    row: 14,
    what: 'without chain: Ethereum',
    check: async (stage) =>
      expectJson(await askNonce(stage, { walletAddress: outsider.address }), 200, NONCE),
  },
  {
    row: 15,
    what: 'on Solana',
    check: async (stage) =>
      expectJson(await askNonce(stage, { chain: 'solana', walletAddress: solanaHolder.address }), 200, NONCE),
  },
  {
    row: 16,
    what: 'locale "es": the statement is in Spanish',
    check: async (stage) => {
      const asked = (locale: string) =>
        askNonce(stage, { chain: 'ethereum', walletAddress: holder.address, locale })
      const spanish = await asked('es')
      expectJson(spanish, 200, { ...NONCE, statement: expect.stringMatching(/gratis|gratuit|Inicia/i) })
      expect(spanish.json.statement).not.toBe((await asked('en')).json.statement)
    },
  },
  {
    row: 17,
    what: 'locale "af", the example of the Node page',
    explained: 'it is translated into German, French, Spanish, Italian, Portuguese and Dutch only',
    check: async (stage) => {
      const asked = (locale: string) => askNonce(stage, { walletAddress: outsider.address, locale })
      expectJson(await asked('af'), 200, { ...NONCE, statement: (await asked('en')).json.statement })
    },
  },
  {
    row: 18,
    what: 'the existing nonce is returned again',
    explained: 'one for each request, valid for two minutes; it works **once**',
    check: async (stage) => {
      const body = { chain: 'ethereum', walletAddress: holder.address }
      const [first, second] = [await askNonce(stage, body), await askNonce(stage, body)]
      for (const answer of [first, second]) expectJson(answer, 200, NONCE)
      expect(second.json.nonce).not.toBe(first.json.nonce)
    },
  },
  {
    row: 19,
    what: 'on Flow',
    check: async (stage) =>
      expectJson(await askNonce(stage, { chain: 'flow', walletAddress: FLOW_WALLET }), 200, NONCE),
  },
  {
    row: 20,
    what: 'without walletAddress: 400 parameter_invalid',
    check: async (stage) => {
      const answer = await askNonce(stage, { chain: 'ethereum' })
      expectRefused(answer, 400, 'ERR_BODY_INVALID', { code: 'parameter_invalid' })
    },
  },
  {
    row: 21,
    what: 'a malformed address, the 0x1234567890 of the page: a 4xx',
    check: async (stage) => {
      const answer = await askNonce(stage, { chain: 'ethereum', walletAddress: '0x1234567890' })
      expectRefused(answer, 400, 'ERR_ADDRESS_INVALID', { code: 'parameter_invalid' })
    },
  },
  {
    row: 22,
    what: 'asked again within the two minutes that a nonce lives; the earlier one stays valid',
    explained: 'one for each request, valid for two minutes; it works **once**',
    check: async (stage) => {
      const earlier = await stage.sign({ chain: 'polygon' })
      await askNonce(stage, { chain: 'polygon', walletAddress: holder.address })
      expectAuth(await stage.post('/auth', earlier), { chain: 'polygon' })
    },
  },
]

const LARGE = (stage: Stage) => ({ contractAddress: stage.coin, minTokenBalance: '100' })

export const validateCases: readonly DocumentedCase[] = [
  {
    row: 23,
    what: 'the decoded claims, flat',
    check: async (stage) => {
      const accessToken = await stage.tokenOf()
      const answer = await stage.post('/auth/validate', { accessToken })
      expectJson(answer, 200, { chain: 'ethereum', walletAddress: holder.address, tokenBalances: {} })
      expect(answer.json).toEqual(decodeClaims(accessToken))
    },
  },
  {
    row: 24,
    what: 'with requirements that were proven at sign-in',
    check: async (stage) => {
      const body = { accessToken: await stage.tokenOf(LARGE(stage)), requirements: LARGE(stage) }
      expectJson(await stage.post('/auth/validate', body), 200, { walletAddress: holder.address })
    },
  },
  {
    row: 25,
    what: 'with requirements that the wallet meets and this token has not proven',
    explained: '403: the message says so, and to call `authz`, which reads the chain',
    check: async (stage) => {
      const body = { accessToken: await stage.tokenOf(), requirements: LARGE(stage) }
      const msg = expect.stringMatching(/^This access token does not prove .* Call authz /)
      expectRefused(await stage.post('/auth/validate', body), 403, 'ERR_REQUIREMENT_UNMET', { msg })
      expectAuth(await stage.post('/authz', body))
    },
  },
  {
    row: 26,
    what: 'a token of another project',
    check: async (stage) => {
      const accessToken = await stage.tokenOf(undefined, { project: stage.other })
      const answer = await stage.post('/auth/validate', { accessToken })
      expectRefused(answer, 401, 'ERR_TOKEN_INVALID', { code: 'parameter_invalid' })
    },
  },
  {
    row: 27,
    what: 'rubbish: a 4xx',
    check: async (stage) =>
      expectRefused(
        await stage.post('/auth/validate', { accessToken: 'xxx.yyy.zzz' }),
        401,
        'ERR_TOKEN_INVALID',
      ),
  },
]
