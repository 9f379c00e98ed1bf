import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChains } from '../../app/chains/openChains.ts'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../app/core/chain/types.ts'
import { createDasIndex } from '../standin/chains/solana/createDasIndex.ts'
import type { Solana } from '../standin/chains/solana/startSolana.ts'
import { startNode, type TestNode } from './evm/startNode.ts'
import { countTurns } from './rpc/countTurns.ts'
import { startHttp } from './rpc/startHttp.ts'
import { startProxy } from './rpc/startProxy.ts'
import { brief, openSolana, readNfts, walletOf } from './solana/openSolana.ts'

const headers = { 'content-type': 'application/json' }
const index = createDasIndex()
let node: Solana
let other: Awaited<ReturnType<typeof startProxy>>
const [alice, bob, lights] = ['alice', 'bob', 'lights'].map(walletOf)
const read = (owner = alice, collection = lights) => readNfts('collection', owner ?? '', collection ?? '')

beforeAll(async () => {
  const opened = await openSolana({ methods: index.methods })
  node = opened.node
  index.slot = node.ledger.slot()
  other = await startProxy({ target: node.rpcUrl })
  const verified = { address: lights ?? '', verified: true }
  opened.issuer.issueNft({
    seed: 'own',
    owner: bob ?? '',
    name: 'O',
    standard: 'nonFungible',
    collection: verified,
  })
  index.assets.push({ ...index.blank, owner: alice ?? '', collection: lights ?? '' })
})
afterAll(async () => {
  await other.close()
  await node.close()
})

const open = (more: Readonly<Record<string, string>>) =>
  openChains({
    env: { RPC_URL_SOLANA: node.rpcUrl, DAS_URL_SOLANA: `http://127.0.0.1:1/,${node.rpcUrl}`, ...more },
    ensGateways: [],
    now: () => Math.floor(Date.now() / 1000),
    warn: () => undefined,
  })

describe('an asset index', () => {
  countTurns()

  test('behavior: asset indexes are sources as nodes are', async () => {
    const { readBalances, listEndpoints, metrics } = open({})
    const balances = await readBalances({ reads: [read(), read(bob)], maxAgeSeconds: 0 })
    expect(brief(balances)).toEqual([1n, 1n])
    expect(balances[0]).toMatchObject({ source: 'solana 1 and solana index 2' })
    expect(listEndpoints()).toMatchObject([
      { name: 'solana 1', state: 'healthy' },
      { name: 'solana index 1', state: 'resting' },
      { name: 'solana index 2', state: 'healthy', host: new URL(node.rpcUrl).host },
    ])
    expect(await metrics.read()).toContain('source="solana index 2"')
  })

  test('behavior: an index is not its own second opinion (ERR_CHAIN_READ)', async () => {
    const { readBalances } = open({ RPC_SECOND_OPINION_SOLANA: other.url })
    const balances = await readBalances({ reads: [read(), read(bob)], maxAgeSeconds: 0 })
    // What a second node confirms is still read.
    expect(brief(balances)).toEqual(['ERR_CHAIN_READ', 1n])
  })
})

describe('a second opinion of an EVM chain', () => {
  let evm: TestNode
  let liar: Awaited<ReturnType<typeof startHttp>>
  let contract: EvmAddress
  let owner: EvmAddress
  const ethereum = parseChainSlug('ethereum')
  const opened = (env: Readonly<Record<string, string>>) =>
    openChains({ env, ensGateways: [], now: () => Math.floor(Date.now() / 1000), warn: () => undefined })

  beforeAll(async () => {
    evm = await startNode()
    contract = parseEvmAddress(await evm.deploy('ListedOwls'))
    owner = parseEvmAddress(`0x${'e'.repeat(40)}`)
    await evm.write({ name: 'ListedOwls', address: contract, method: 'mint', args: [owner, 7n, 1n] })
    liar = await startHttp(async (request, response) => {
      const body = await text(request)
      const answer = (await (await fetch(evm.proxy.url, { method: 'POST', headers, body })).json()) as {
        result: string
      }
      // It accepts every ERC-1271 signature, and says that token 7 is token 8.
      const lie = body.includes('1626ba7e')
        ? `${answer.result.slice(0, 34)}0020${'1626ba7e'.padEnd(64, '0')}`
        : answer.result.replaceAll('7'.padStart(64, '0'), '8'.padStart(64, '0'))
      response.writeHead(200, headers).end(JSON.stringify({ ...answer, result: lie }))
    })
  })
  afterAll(async () => {
    await liar.close()
    await evm.close()
  })

  test('refuses: a contract signature that only one endpoint accepts (ERR_CHAIN_READ)', async () => {
    const signed = { chain: ethereum, address: contract, messages: ['hello'], signature: '0x1234' }
    const honest = opened({ RPC_URL_ETHEREUM: evm.proxy.url })
    // A node that takes longer than two seconds is asked again.
    await expect.poll(() => honest.findContractSigned(signed)).toBe(null)
    const alone = opened({ RPC_URL_ETHEREUM: liar.url })
    await expect.poll(() => alone.findContractSigned(signed)).toBe('hello')
    const both = opened({ RPC_URL_ETHEREUM: liar.url, RPC_SECOND_OPINION_ETHEREUM: evm.proxy.url })
    await expect(both.findContractSigned(signed)).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })

  test('refuses: different token ids of a wallet (ERR_CHAIN_READ)', async () => {
    const asked = { chain: ethereum, contract, owner }
    const agreed = opened({
      RPC_URL_ETHEREUM: evm.proxy.url,
      RPC_SECOND_OPINION_ETHEREUM: `${evm.proxy.url}/?second`,
    })
    expect(await agreed.readTokenIds(asked)).toMatchObject({ tokenIds: ['7'] })
    const alone = opened({ RPC_URL_ETHEREUM: liar.url })
    expect(await alone.readTokenIds(asked)).toMatchObject({ tokenIds: ['8'] })
    const both = opened({ RPC_URL_ETHEREUM: liar.url, RPC_SECOND_OPINION_ETHEREUM: evm.proxy.url })
    await expect(both.readTokenIds(asked)).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })

  test('behavior: a contract younger than the holding time has past balances of zero at both endpoints', async () => {
    await evm.rpc('anvil_mine', ['0x28'])
    const young = parseEvmAddress(await evm.deploy('ListedOwls'))
    const { readBalances } = opened({
      RPC_URL_ETHEREUM: evm.proxy.url,
      RPC_SECOND_OPINION_ETHEREUM: `${evm.proxy.url}/?second`,
    })
    const held = { kind: 'erc721', chain: ethereum, contract: young, owner } as const
    const reads = [held, { ...held, at: { ago: 20 } }]
    expect(await readBalances({ reads, maxAgeSeconds: 0 })).toMatchObject([
      { kind: 'read', amount: 0n },
      { kind: 'read', amount: 0n, source: 'ethereum 1 and ethereum second opinion' },
    ])
  })
})
