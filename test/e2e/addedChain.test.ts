import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, expect, test } from 'vitest'
import { APE_CHAIN, type StandInChain } from '../standin/chains/startChains.ts'
import { post } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { submitGate } from '../standin/demo/submitGate.ts'
import { openDemo } from './openDemo.ts'

/* ApeChain, which the demo's server knows only because RPC_URL_EIP155_33139 is set, on a real node with that id. */
let demo: RunningDemo
let ape: StandInChain
beforeAll(async () => {
  demo = await openDemo()
  const chain = demo.facts.chains[APE_CHAIN]
  if (!chain) throw new Error('The demo has no ApeChain.')
  ape = chain
})

const ask = async (path: string, body?: object, key = demo.facts.keys.secret) => {
  const response = await fetch(demo.facts.api + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Basic ${btoa(key)}` },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}
const owns = (chain: string, walletAddress: string) =>
  ask(`/chains/${chain}/wallets/${walletAddress}/tokenOwnership`, { contractAddress: ape.contracts.erc721 })

test('default: the API offers the chain under its CAIP-2 name, with the name that everybody knows it by', async () => {
  const record = {
    ...{ chainSlug: APE_CHAIN, caip2: APE_CHAIN, chainId: 33139, chainID: 33139, chainType: 'ethereum' },
    ...{ chainName: 'ApeChain', publicRPC: expect.stringMatching(/^https:/), authorizationSupported: true },
  }
  expect((await ask('/chains')).json.data).toEqual(expect.arrayContaining([record]))
  for (const path of [`/chains/${APE_CHAIN}`, '/chains/eip155%3A33139'])
    expect(await ask(path)).toEqual({ status: 200, json: record })
})

test('behavior: balances are read there, and CAIP-2 names of other chains mean the same as their slugs', async () => {
  const { holder, outsider } = ape.wallets
  expect((await owns(APE_CHAIN, holder.address)).json).toMatchObject({ allowed: true, tokenBalance: '3' })
  expect((await owns(APE_CHAIN, outsider.address)).json).toMatchObject({ allowed: false })
  const names = ['eip155:1', 'ethereum', 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp']
  const records = await Promise.all(names.map((name) => ask(`/chains/${name}`)))
  expect(records.map(({ json }) => json.chainSlug)).toEqual(['ethereum', 'ethereum', 'solana'])
})

test('behavior: a wallet signs in on it, and the token names it', async () => {
  const account = privateKeyToAccount(ape.wallets.holder.privateKey)
  const { host, origin } = new URL(demo.facts.storefront)
  const { nonce, statement } = (
    await ask('/auth/nonce', { chain: APE_CHAIN, walletAddress: account.address })
  ).json
  const issuedAt = new Date().toISOString()
  const message = `${host} wants you to sign in with your Ethereum account:\n${account.address}\n\n${statement}\n\nURI: ${origin}\nVersion: 1\nChain ID: 33139\nNonce: ${nonce}\nIssued At: ${issuedAt}`
  const { status, json } = await ask('/auth', {
    ...{
      chain: APE_CHAIN,
      walletAddress: account.address,
      signature: await account.signMessage({ message }),
    },
    context: { domain: host, uri: origin, chainId: 33139, issuedAt },
    requirements: { contractAddress: ape.contracts.erc721, minTokenBalance: 3 },
  })
  expect([status, json.user]).toMatchObject([200, { chain: APE_CHAIN, tokenBalance: '3' }])
  const claims = await ask('/auth/validate', { accessToken: json.accessToken, chain: APE_CHAIN })
  expect(claims.json).toMatchObject({ chain: APE_CHAIN, sub: `${APE_CHAIN}:${account.address}` })
})

test.each(['eip155:5', 'eip155:0', 'eip155:01', 'eip155:x', 'eip155:', 'solana:devnet', 'apechain'])(
  'refuses: %s, which this server does not offer (ERR_NOT_FOUND, ERR_CHAIN_UNKNOWN)',
  async (chain) => {
    expect(await ask(`/chains/${chain}`)).toMatchObject({ status: 404, json: { error: 'ERR_NOT_FOUND' } })
    const nonce = await ask('/auth/nonce', { chain, walletAddress: ape.wallets.holder.address })
    expect(nonce).toMatchObject({ status: 400, json: { error: 'ERR_CHAIN_UNKNOWN' } })
  },
)

test('behavior: a gate on it opens for a holder and stays closed for others, in the words of its name', async () => {
  const { storefront, gates } = demo.facts
  const [place] = gates
  const id = await submitGate({
    merchant: demo.merchant,
    productId: Number(place?.productId),
    form: {
      name: 'Apes',
      root: {
        kind: 'all',
        of: [{ kind: 'erc721', chain: APE_CHAIN, contract: ape.contracts.erc721, minimum: '2' }],
      },
      reaction: { value: '10' },
    },
  })
  const unlock = async ({ address, privateKey }: StandInChain['wallets']['holder']) => {
    const walletAddress = address
    const proxy = `${storefront}/apps/palisade`
    const { nonce, message } = await post(`${proxy}/nonce`, { chain: APE_CHAIN, walletAddress })
    expect(String(message)).toContain('Chain ID: 33139')
    const signature = await privateKeyToAccount(privateKey).signMessage({ message: String(message) })
    const lines = [{ productId: place?.productId, variantId: place?.variantId }]
    return post(`${proxy}/unlock`, { nonce, walletAddress, signature, gates: [id], lines })
  }
  expect(await unlock(ape.wallets.holder)).toMatchObject({ gates: [{ kind: 'open' }] })
  expect(await unlock(ape.wallets.outsider)).toMatchObject({ gates: [{ kind: 'closed' }] })
  const page = await (await demo.requestAdmin({ path: `/app/gates/${id}.data` })).text()
  expect(page).toContain('ApeChain')
})
