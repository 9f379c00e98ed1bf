import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { expect } from 'vitest'
import { holder } from '../openGatedApi.ts'
import { openWallet } from '../signLogin.ts'
import { decodeClaims, expectJson, expectRefused } from './expectAnswers.ts'
import type { Stage } from './openStage.ts'
import type { DocumentedCase, NamedTest } from './types.ts'

const ISSUER = 'https://palisade.example/api/v1'

export const chainsCases: readonly DocumentedCase[] = [
  {
    row: 28,
    what: 'GET /chains: { data: […] }',
    check: async (stage) => {
      const chainSlug = (slug: string) => expect.objectContaining({ chainSlug: slug })
      const slugs = ['ethereum', 'polygon', 'solana'].map(chainSlug)
      expectJson(await stage.get('/chains'), 200, { data: expect.arrayContaining(slugs) })
    },
  },
  {
    row: 29,
    what: 'GET /chains/ethereum',
    check: async (stage) =>
      expectJson(await stage.get('/chains/ethereum'), 200, { chainSlug: 'ethereum', chainId: 1, chainID: 1 }),
  },
]

/** A claim of a token whose login asked for the coin. */
const claim = (row: number, name: string, value: (stage: Stage) => unknown): DocumentedCase => ({
  row,
  what: `claim ${name}`,
  check: async (stage) => {
    const accessToken = await stage.tokenOf({ contractAddress: stage.coin })
    expect(decodeClaims(accessToken)[name]).toEqual(value(stage))
    const validated = await stage.post('/auth/validate', { accessToken })
    expect(validated.json[name]).toEqual(value(stage))
  },
})

/** Put ENS's universal resolver onto the chain, and let a wallet claim a name that points back to it. */
async function nameWallet(stage: Stage, wallet: string, name: string): Promise<void> {
  const { deploy, rpc, write } = stage.standIn.deployers.ethereum
  const address = '0xeeeeeeee14d718c2b47d9923deab1335e144eeee'
  const code = await rpc('eth_getCode', [await deploy('PrimaryNames'), 'latest'])
  await rpc('anvil_setCode', [address, code])
  await write({ name: 'PrimaryNames', address, method: 'claim', args: [wallet, 60n, name] })
  await write({ name: 'PrimaryNames', address, method: 'point', args: [name, 60n, wallet] })
}

export const tokenCases: readonly DocumentedCase[] = [
  claim(30, 'chain', () => 'ethereum'),
  claim(31, 'walletAddress', () => holder.address),
  claim(32, 'displayAddress', () => holder.address),
  claim(33, 'iat', () => expect.any(Number)),
  claim(34, 'iss', () => ISSUER),
  claim(35, 'sub', () => `ethereum:${holder.address}`),
  claim(36, 'aud', ({ site }) => site.id),
  claim(37, 'tid', () => expect.stringMatching(/^[0-9a-f-]{36}$/)),
  claim(38, 'ver', () => 1),
  claim(39, 'email', () => `${holder.address.toLowerCase()}@wallet.invalid`),
  claim(40, 'exp', () => expect.any(Number)),
  claim(41, 'tokenBalances', ({ coin }) => ({ contractAddress: { [coin]: '250.5' } })),
  claim(42, 'contractAddress', ({ coin }) => coin),
  claim(43, 'tokenBalance', () => '250.5'),
  {
    row: 44,
    what: 'claim tokenIds',
    check: async (stage) => {
      const requirements = { contractAddress: stage.passes, tokenIds: ['1', '7'] }
      const claims = decodeClaims(await stage.tokenOf(requirements))
      expect(claims).toMatchObject({ contractAddress: stage.passes, tokenIds: '1,7', tokenBalance: '7' })
    },
  },
  {
    row: 45,
    what: 'claim ext, as one page spells exp',
    explained: 'One page calls `exp` `ext`',
    check: async (stage) => {
      const claims = decodeClaims(await stage.tokenOf())
      expect([claims.ext, claims.exp]).toEqual([undefined, expect.any(Number)])
    },
  },
  {
    row: 46,
    what: 'header: alg ES256, typ JWT',
    check: async (stage) =>
      expect(decodeClaims(await stage.tokenOf(), 0)).toMatchObject({ alg: 'ES256', typ: 'JWT' }),
  },
  {
    row: 47,
    what: 'a life of twelve hours',
    check: async (stage) => {
      const { exp, iat } = decodeClaims(await stage.tokenOf())
      expect(Number(exp) - Number(iat)).toBe(43_200)
    },
  },
  {
    row: 48,
    what: 'sub is chain:address',
    check: async (stage) => {
      const { sub } = decodeClaims(await stage.tokenOf(undefined, { chain: 'polygon' }))
      expect(sub).toBe(`polygon:${holder.address}`)
    },
  },
  {
    row: 49,
    what: 'iss https://picketapi.com',
    explained: '`iss` is always the base URL of your API',
    check: async (stage) => expect(decodeClaims(await stage.tokenOf()).iss).toBe(ISSUER),
  },
  {
    row: 50,
    what: 'user.contractAddress and user.tokenBalance in the answer to auth',
    check: async (stage) => {
      const { json } = await stage.login({ contractAddress: stage.coin })
      expect(json.user).toMatchObject({ contractAddress: stage.coin, tokenBalance: '250.5' })
    },
  },
  {
    row: 51,
    what: 'validation by hand with the public key',
    check: async (stage) => {
      const { json } = await stage.get('/.well-known/jwks.json', null)
      const keys = createLocalJWKSet(json as unknown as JSONWebKeySet)
      const parameters = { issuer: ISSUER, audience: stage.site.id, algorithms: ['ES256'] }
      const { payload } = await jwtVerify(await stage.tokenOf(), keys, parameters)
      expect(payload.walletAddress).toBe(holder.address)
    },
  },
  {
    row: 52,
    what: 'displayAddress is the ENS name',
    check: async (stage) => {
      const wallet = openWallet('named')
      await nameWallet(stage, wallet.address, 'harbor.eth')
      const { json } = await stage.login(undefined, { wallet })
      expect(json.user).toMatchObject({ walletAddress: wallet.address, displayAddress: 'harbor.eth' })
    },
  },
]

export const errorCases: readonly DocumentedCase[] = [
  {
    row: 53,
    what: '404 is JSON: { msg, code? }',
    check: async (stage) =>
      expectRefused(await stage.get('/nothing'), 404, 'ERR_NOT_FOUND', { code: 'resource_not_found' }),
  },
  {
    row: 54,
    what: '400 parameter_invalid',
    check: async (stage) =>
      expectRefused(await stage.post('/auth/nonce', '{'), 400, 'ERR_BODY_INVALID', {
        code: 'parameter_invalid',
      }),
  },
  {
    row: 55,
    what: 'resource_not_found',
    check: async (stage) =>
      expectRefused(await stage.get('/chains/nochain'), 404, 'ERR_NOT_FOUND', { code: 'resource_not_found' }),
  },
  {
    row: 56,
    what: 'permission_denied',
    check: async (stage) => {
      const path = `/chains/ethereum/wallets/${holder.address}/tokenOwnership`
      const answer = await stage.post(path, { contractAddress: stage.coin })
      expectRefused(answer, 403, 'ERR_KEY_FORBIDDEN', { code: 'permission_denied' })
    },
  },
  {
    row: 57,
    what: 'account_exists, 409',
    explained: '`account_exists` is never answered',
    // Whoever signs in again is signed in: there is no account that could exist.
    check: async (stage) => {
      for (const _ of [1, 2]) expect((await stage.login()).status).toBe(200)
    },
  },
]

const MODAL: NamedTest['file'] = 'test/e2e/picketModal.test.ts'

export const themeCases: readonly DocumentedCase[] = [
  {
    row: 58,
    what: 'light, dark',
    tests: [{ file: MODAL, title: 'behavior: the modal has the theme that its page asks for: %s' }],
  },
]

const describeContract = (stage: Stage, address: string, chain = 'ethereum') =>
  stage.get(`/chains/${chain}/contracts/${address}`, stage.site.secretKey)

export const contractCases: readonly DocumentedCase[] = [
  {
    row: 59,
    what: 'GET /chains/{chain}/contracts/{address}',
    check: async (stage) =>
      expectJson(await describeContract(stage, stage.owls), 200, {
        ...{ chain: 'ethereum', contractAddress: stage.owls, kind: 'erc721', name: 'Night Owls' },
        authorizationSupported: true,
      }),
  },
  {
    row: 60,
    what: 'GET /contracts/{address}, a guess: the page is lost',
    explained: "Picket's page on contracts is lost",
    check: async (stage) =>
      expectRefused(await stage.get(`/contracts/${stage.owls}`, stage.site.secretKey), 404, 'ERR_NOT_FOUND'),
  },
  {
    row: 61,
    what: 'a Solana collection',
    check: async (stage) =>
      expectJson(await describeContract(stage, stage.collection, 'solana'), 200, {
        ...{ kind: 'collection', name: 'Harbor Lights', authorizationSupported: true },
      }),
  },
  {
    row: 62,
    what: 'an SPL mint',
    check: async (stage) =>
      expectJson(await describeContract(stage, stage.mint, 'solana'), 200, { kind: 'spl', decimals: 6 }),
  },
  {
    row: 63,
    what: 'no contract: kind unknown',
    check: async (stage) =>
      expectJson(await describeContract(stage, holder.address), 200, {
        ...{ kind: 'unknown', authorizationSupported: false },
      }),
  },
  {
    row: 64,
    what: 'an ERC-1155 contract is authorizationSupported, and counts',
    check: async (stage) => {
      const fields = { kind: 'erc1155', authorizationSupported: true }
      expectJson(await describeContract(stage, stage.passes), 200, fields)
      expectJson(await stage.owns({ contractAddress: stage.passes }), 200, {
        allowed: true,
        tokenBalance: '7',
      })
    },
  },
]
