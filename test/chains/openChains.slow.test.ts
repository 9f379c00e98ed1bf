import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChains } from '../../app/chains/openChains.ts'
import { createDasIndex } from '../standin/chains/solana/createDasIndex.ts'
import type { Solana } from '../standin/chains/solana/startSolana.ts'
import { startProxy } from './rpc/startProxy.ts'
import { brief, openSolana, readNfts, walletOf } from './solana/openSolana.ts'

const index = createDasIndex()
let node: Solana
let other: Awaited<ReturnType<typeof startProxy>>
const [alice, bob, lights] = ['alice', 'bob', 'lights'].map(walletOf)
const read = (owner = alice, collection = lights) => readNfts('collection', owner ?? '', collection ?? '')

beforeAll(async () => {
  const opened = await openSolana({ methods: index.methods })
  node = opened.node
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

test('behavior: indexes of assets are sources as nodes are', async () => {
  const { readBalances, listSources, metrics } = open({})
  const balances = await readBalances({ reads: [read(), read(bob)], maxAgeSeconds: 0 })
  expect(brief(balances)).toEqual([1n, 1n])
  expect(balances[0]).toMatchObject({ source: 'solana 1 and solana index 2' })
  expect(listSources()).toMatchObject([
    { name: 'solana 1', state: 'healthy' },
    { name: 'solana index 1', state: 'resting' },
    { name: 'solana index 2', state: 'healthy', host: new URL(node.rpcUrl).host },
  ])
  expect(await metrics.read()).toContain('source="solana index 2"')
})

test('behavior: an index is no second opinion on itself (ERR_CHAIN_READ)', async () => {
  const { readBalances } = open({ RPC_SECOND_OPINION_SOLANA: other.url })
  const balances = await readBalances({ reads: [read(), read(bob)], maxAgeSeconds: 0 })
  // What a second node sees too is read all the same.
  expect(brief(balances)).toEqual(['ERR_CHAIN_READ', 1n])
})
