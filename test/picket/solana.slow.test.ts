import Picket from '@picketapi/picket-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Issuer } from '../standin/chains/solana/createIssuer.ts'
import { type SolanaContracts, seedSolana } from '../standin/chains/solana/seedSolana.ts'
import { makeKeypair } from '../standin/chains/solana/solanaWallets.ts'
import { type Solana, startSolana } from '../standin/chains/solana/startSolana.ts'
import { expectDescribed } from './expectDescribed.ts'
import { expectRefusal } from './expectRefusal.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { MARKS } from './openGatedApi.ts'
import { basic, logIn, openSolanaWallet, openWallet, signLogin, spellMessage } from './signLogin.ts'

/*
 * The API on a Solana ledger in this process. The holder has 40.5 PINE and two NFTs of "Harbor Lights".
 */
let node: Solana
let issuer: Issuer
let contracts: SolanaContracts
let api: OpenedApi
let site: ApiProject
let baseURL: string
const holder = openSolanaWallet('holder')
const outsider = openSolanaWallet('outsider')
beforeAll(async () => {
  node = await startSolana()
  ;({ contracts, issuer } = seedSolana(node.ledger))
  api = await openApi({ rpcUrls: { solana: node.rpcUrl } })
  site = await api.makeProject()
  const { host, port } = await api.listen()
  baseURL = `http://${host}:${port}/api/v1`
})
afterAll(async () => {
  await api?.close()
  await node?.close()
})

const solana = { chain: 'solana', chainId: 101 }
const pk = () => basic(site.publishableKey)
const sk = () => basic(site.secretKey)
const auth = async (requirements: object, wallet = holder) => {
  const body = await signLogin({ api, key: site.publishableKey, wallet, ...solana })
  return api.call({ path: '/auth', headers: pk(), body: { ...body, requirements } })
}
const owns = (body: object, wallet = holder.address) =>
  api.call({ path: `/chains/solana/wallets/${wallet}/tokenOwnership`, headers: sk(), body })
const light = (number: number) => makeKeypair(`mint harbor lights ${number}`).publicKey.toBase58()

describe('a sign-in', () => {
  test('default: the text names Solana, and the address keeps its spelling', async () => {
    const answer = await logIn({ api, key: site.publishableKey, wallet: holder, ...solana })
    expectDescribed('POST', '/auth', answer)
    expect(answer.json.user).toEqual({
      chain: 'solana',
      walletAddress: holder.address,
      displayAddress: holder.address,
      tokenBalances: {},
    })
    const body = { accessToken: answer.accessToken }
    const claims = await api.call({ path: '/auth/validate', headers: sk(), body })
    expectDescribed('POST', '/auth/validate', claims)
    expect(claims.json).toMatchObject({
      sub: `solana:${holder.address}`,
      email: `${holder.address}@wallet.invalid`,
    })
    const headers = { authorization: `Bearer ${answer.accessToken}` }
    const who = await api.call({ method: 'GET', path: '/oauth2/userinfo', headers })
    expectDescribed('GET', '/oauth2/userinfo', who)
  })

  test('behavior: a statement that names Ethereum, a simple text, and a signed text without context are accepted', async () => {
    const worded = await api.makeProject({ statement: 'For Ethereum and Solana.' })
    expect((await logIn({ api, key: worded.publishableKey, wallet: holder, ...solana })).status).toBe(200)
    const simple = await api.makeProject({ format: 'simple', statement: 'For Ethereum.' })
    expect((await logIn({ api, key: simple.publishableKey, wallet: holder, ...solana })).status).toBe(200)
    const asked = await api.call({
      path: '/auth/nonce',
      headers: pk(),
      body: { chain: 'solana', walletAddress: holder.address },
    })
    const message = spellMessage({
      ...(asked.json as { nonce: string; statement: string; format: 'siwe' }),
      walletAddress: holder.address,
      domain: 'harbor.example',
      uri: 'https://harbor.example',
      chainId: 101,
      issuedAt: new Date().toISOString(),
      chainType: 'solana',
    })
    const signature = await holder.signMessage({ message })
    const body = { chain: 'solana', walletAddress: holder.address, signature, message }
    expect((await api.call({ path: '/auth', headers: pk(), body })).status).toBe(200)
    // It works once, like every login.
    const again = await api.call({ path: '/auth', headers: pk(), body })
    expectRefusal({ answer: again, status: 401, error: 'ERR_NONCE_UNKNOWN' })
  })

  test('refuses: texts and signatures that do not belong to this login', async () => {
    const key = site.publishableKey
    const send = (body: object) => api.call({ path: '/auth', headers: pk(), body })
    const good = await signLogin({ api, key, wallet: holder, ...solana })
    for (const change of [
      { chainType: 'ethereum' as const },
      { chainId: 1 },
      { walletAddress: outsider.address },
      { statement: 'Give everything away.' },
    ]) {
      const body = await signLogin({ api, key, wallet: holder, ...solana, change })
      const answer = await send({ ...body, context: good.context })
      expectRefusal({ answer, status: 401, error: 'ERR_SIGNATURE_INVALID', secrets: [body.signature] })
      expect(answer.json.msg).toContain('invalid signature')
    }
    const bySomebody = await outsider.signMessage({ message: 'x' })
    for (const signature of [
      bySomebody,
      '1'.repeat(64),
      'x',
      `0x${'0'.repeat(130)}`,
      good.signature.slice(1),
    ]) {
      expectRefusal({
        answer: await send({ ...good, signature }),
        status: 401,
        error: 'ERR_SIGNATURE_INVALID',
      })
    }
    expectRefusal({
      answer: await send({ ...good, walletAddress: holder.address.toLowerCase() }),
    })
    expectRefusal({
      answer: await send({ ...good, chain: 'ethereum' }),
      status: 400,
      error: 'ERR_ADDRESS_INVALID',
    })
    expect((await send(good)).status).toBe(200)
  })

  test('refuses: addresses that are not Solana’s (ERR_ADDRESS_INVALID)', async () => {
    for (const address of [
      openWallet('owl').address,
      `${holder.address}1`,
      holder.address.slice(2),
      holder.address.replace(/.$/, '0'),
      '1'.repeat(31),
      'me',
    ]) {
      for (const call of [
        { path: '/auth/nonce', headers: pk(), body: { chain: 'solana', walletAddress: address } },
        {
          path: `/chains/solana/wallets/${address}/tokenOwnership`,
          headers: sk(),
          body: { contractAddress: contracts.spl },
        },
        {
          path: `/chains/solana/wallets/${holder.address}/tokenOwnership`,
          headers: sk(),
          body: { collection: address },
        },
        { method: 'GET', path: `/chains/solana/contracts/${address}`, headers: sk() },
      ]) {
        expectRefusal({ answer: await api.call(call), status: 400, error: 'ERR_ADDRESS_INVALID' })
      }
    }
  })
})

describe('tokens', () => {
  const kinds = (): readonly (readonly [string, object, object])[] => [
    [
      'a mint',
      { contractAddress: contracts.spl, minTokenBalance: '40.5' },
      { contractAddress: { [contracts.spl]: '40.5' } },
    ],
    [
      'a collection',
      { collection: contracts.collection, minTokenBalance: 2 },
      { collection: { [contracts.collection]: '2' } },
    ],
    [
      'a collection as contract',
      { contractAddress: contracts.collection },
      { contractAddress: { [contracts.collection]: '2' } },
    ],
    [
      'mints',
      { tokenIds: [light(3), light(12), light(99)], minTokenBalance: 2 },
      { tokenIds: { [light(3)]: '1', [light(12)]: '1', [light(99)]: '0' } },
    ],
  ]

  test('default: every kind of token counts in a sign-in, in a later token and for any wallet', async () => {
    for (const [what, requirements, tokenBalances] of kinds()) {
      const login = await auth(requirements)
      expect([what, login.status, (login.json.user as { tokenBalances: object }).tokenBalances]).toEqual([
        what,
        200,
        tokenBalances,
      ])
      const { accessToken } = login.json
      const later = await api.call({
        path: '/authz',
        headers: pk(),
        body: { accessToken, requirements, revalidate: true },
      })
      expectDescribed('POST', '/authz', later)
      const body = { accessToken: later.json.accessToken, requirements }
      expect((await api.call({ path: '/auth/validate', headers: sk(), body })).json).toMatchObject({
        tokenBalances,
      })
      const owned = await owns(requirements)
      expectDescribed('POST', `/chains/solana/wallets/${holder.address}/tokenOwnership`, owned)
      expect(owned.json).toMatchObject({ allowed: true, tokenBalances })
      expect((await owns(requirements, outsider.address)).json).toMatchObject({
        allowed: false,
        tokenBalance: '0',
      })
      const answer = await auth(requirements, outsider)
      expectRefusal({ answer, status: 403, error: 'ERR_REQUIREMENT_UNMET' })
      // The modal must show that tokens are missing, and no other reason.
      expect(String(answer.json.msg)).not.toMatch(MARKS)
    }
  })

  test('behavior: a verified creator counts, an unverified collection does not', async () => {
    const artist = openSolanaWallet('artist').address
    const claimed = openSolanaWallet('claimed').address
    issuer.issueNft({
      seed: 'signed work',
      owner: holder.address,
      name: 'Work',
      symbol: 'WORK',
      standard: 'nonFungible',
      creators: [
        { address: artist, verified: true },
        { address: claimed, verified: false },
      ],
      collection: { address: contracts.spl, verified: false },
    })
    expect((await owns({ creatorAddress: artist })).json).toMatchObject({ allowed: true, tokenBalance: '1' })
    expect((await owns({ creatorAddress: claimed })).json).toMatchObject({ allowed: false })
    expect((await owns({ collection: contracts.spl })).json).toMatchObject({ allowed: false })
  })

  test('behavior: contracts and the chain are described', async () => {
    const describeOne = async (address: string) => {
      const path = `/chains/solana/contracts/${address}`
      const answer = await api.call({ method: 'GET', path, headers: sk() })
      expectDescribed('GET', path, answer)
      return answer.json
    }
    expect(await describeOne(contracts.spl)).toMatchObject({ kind: 'spl', symbol: 'PINE', decimals: 6 })
    expect(await describeOne(contracts.collection)).toMatchObject({ kind: 'collection', decimals: null })
    expect(await describeOne(outsider.address)).toMatchObject({
      kind: 'unknown',
      authorizationSupported: false,
    })
    const chain = await api.call({ method: 'GET', path: '/chains/solana', headers: pk() })
    expectDescribed('GET', '/chains/solana', chain)
    expect(chain.json).toMatchObject({
      chainId: 101,
      chainID: 101,
      chainType: 'solana',
      authorizationSupported: true,
    })
  })

  test('refuses: what is not a token on Solana (ERR_CONTRACT_UNSUPPORTED)', async () => {
    const answer = await owns({ contractAddress: outsider.address })
    expectRefusal({ answer, status: 400, error: 'ERR_CONTRACT_UNSUPPORTED' })
    expect(String(answer.json.msg)).not.toMatch(MARKS)
  })
})

describe('@picketapi/picket-node 0.0.12', () => {
  const open = (key: string) => Object.assign(new Picket(key), { baseURL })

  test('default: every call works on Solana', async () => {
    const client = open(site.secretKey)
    const { chainID: chainId, chainType } = await client.chainInfo('solana')
    const nonce = await client.nonce({ chain: 'solana', walletAddress: holder.address })
    const context = {
      domain: 'harbor.example',
      uri: 'https://harbor.example',
      chainId,
      issuedAt: new Date().toISOString(),
      chainType,
    } as const
    const message = spellMessage({ ...nonce, ...context, walletAddress: holder.address, chainType: 'solana' })
    const requirements = { collection: [contracts.collection], minTokenBalance: 2 }
    const state = await client.auth({
      chain: 'solana',
      walletAddress: holder.address,
      signature: await holder.signMessage({ message }),
      context,
      requirements,
    })
    const tokenBalances = { collection: { [contracts.collection]: '2' } }
    expect(state.user).toMatchObject({ chain: 'solana', walletAddress: holder.address, tokenBalances })
    expect(await client.validate(state.accessToken, requirements)).toMatchObject({ tokenBalances })
    const more = await client.authz({
      accessToken: state.accessToken,
      requirements: { tokenIds: [light(3)] },
      revalidate: true,
    })
    expect(more.user.tokenBalances).toEqual({ ...tokenBalances, tokenIds: { [light(3)]: '1' } })
    // The client's types require a contract too, although its own check on Solana ignores it.
    const owned = {
      chain: 'solana',
      walletAddress: holder.address,
      contractAddress: '',
      tokenIds: [light(3), light(12)],
    }
    expect(await client.tokenOwnership({ ...owned, minTokenBalance: 2 })).toMatchObject({
      allowed: true,
      tokenBalance: '2',
    })
    expect((await client.chains()).map(({ chainSlug }) => chainSlug)).toContain('solana')
  })
})
