import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { createDescribeSolana } from '../../../app/chains/solana/describeSolana.ts'
import { coreProgram } from '../../../app/chains/solana/programs.ts'
import type { SolanaAddress } from '../../../app/core/chain/types.ts'
import type { Issuer } from '../../standin/chains/solana/createIssuer.ts'
import { TOKEN_2022_PROGRAM } from '../../standin/chains/solana/openLedger.ts'
import type { Solana } from '../../standin/chains/solana/startSolana.ts'
import { stopClock } from '../rpc/stopClock.ts'
import { openSolana, rpcOf, walletOf } from './openSolana.ts'

stopClock()
let node: Solana
let issuer: Issuer
let rpc: Rpc

beforeAll(async () => {
  const opened = await openSolana()
  node = opened.node
  issuer = opened.issuer
  rpc = opened.rpc
})
afterAll(() => node.close())

const owner = walletOf('owner')
const describeContract = (contract: string) =>
  createDescribeSolana({ rpc })({ contract: contract as SolanaAddress })

test('behavior: a Token-2022 group is a collection, and its member an SPL token', async () => {
  const mint = { decimals: 0, program: TOKEN_2022_PROGRAM } as const
  const group = issuer.makeMint({ seed: 'described group', ...mint, group: 'itself' })
  const member = issuer.makeMint({ seed: 'described member', ...mint, group: { memberOf: group } })
  expect(await describeContract(group)).toMatchObject({ kind: 'collection' })
  expect(await describeContract(member)).toMatchObject({ kind: 'spl', decimals: 0 })
})

test('default', async () => {
  const coin = issuer.makeMint({ seed: 'coin', decimals: 6 })
  issuer.describe({ mint: coin, name: 'Pine Coin', symbol: 'PINE', standard: 'fungible' })
  const before = node.requests()
  expect(await describeContract(coin)).toMatchObject({
    kind: 'spl',
    name: 'Pine Coin',
    symbol: 'PINE',
    decimals: 6,
  })
  expect(node.requests() - before).toBe(1)
  const young = issuer.makeMint({
    seed: 'young',
    decimals: 2,
    program: TOKEN_2022_PROGRAM,
    label: { name: 'Young Coin', symbol: 'YOUNG' },
  })
  expect(await describeContract(young)).toMatchObject({
    kind: 'spl',
    name: 'Young Coin',
    symbol: 'YOUNG',
    decimals: 2,
  })
  const lights = issuer.issueNft({ seed: 'lights', owner, name: 'Lights', symbol: 'LIGHT', size: 1n })
  expect(await describeContract(lights)).toEqual({ kind: 'collection', name: 'Lights', symbol: 'LIGHT' })
})

test('behavior: an NFT outside any collection may be a collection, and a member of one is a token', async () => {
  const parent = issuer.issueNft({ seed: 'parent', owner, name: 'Parent', standard: 'nonFungible' })
  expect(await describeContract(parent)).toMatchObject({ kind: 'collection' })
  const member = issuer.issueNft({
    seed: 'member',
    owner,
    name: 'Member',
    standard: 'nonFungible',
    collection: { address: parent, verified: true },
  })
  expect(await describeContract(member)).toMatchObject({ kind: 'spl', name: 'Member', decimals: 0 })
})

test('behavior: a mint with more decimals than an amount has is not a token', async () => {
  const most = issuer.makeMint({ seed: 'most decimals', decimals: 36 })
  expect(await describeContract(most)).toMatchObject({ kind: 'spl', decimals: 36 })
  const more = issuer.makeMint({ seed: 'more decimals', decimals: 37 })
  expect(await describeContract(more)).toEqual({ kind: 'unknown', reason: 'not-a-token' })
})

test('behavior: a mint without a name is a token, and names are cleaned', async () => {
  const bare = issuer.makeMint({ seed: 'bare', decimals: 0 })
  expect(await describeContract(bare)).toMatchObject({ kind: 'spl', name: '', symbol: '', decimals: 0 })
  const mint = issuer.makeMint({ seed: 'dirty', decimals: 9 })
  issuer.describe({ mint, name: ' Pine\u202e\u0007 \n Coin', symbol: 'P\tN', standard: 'fungible' })
  expect(await describeContract(mint)).toMatchObject({
    kind: 'spl',
    name: 'Pine Coin',
    symbol: 'P N',
    decimals: 9,
  })
})

test('behavior: a Metaplex Core collection is one', async () => {
  const name = Buffer.from('Core Lights')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(name.length)
  const address = walletOf('core')
  const data = Buffer.concat([Buffer.from([5]), Buffer.alloc(32), length, name, Buffer.alloc(12)])
  node.ledger.put({ address, owner: coreProgram, data })
  expect(await describeContract(address)).toMatchObject({
    kind: 'collection',
    name: 'Core Lights',
    symbol: '',
  })
})

test('behavior: a wallet, a token account and an empty address are not tokens', async () => {
  const coin = issuer.makeMint({ seed: 'held', decimals: 0 })
  const account = issuer.issue({ mint: coin, owner, amount: 1n })
  expect(await describeContract(account)).toEqual({ kind: 'unknown', reason: 'not-a-token' })
  expect(await describeContract(walletOf('issuer'))).toEqual({ kind: 'unknown', reason: 'wallet' })
  expect(await describeContract(walletOf('nobody'))).toEqual({ kind: 'unknown', reason: 'no-code' })
})

test('refuses: a node that is down (ERR_CHAIN_READ)', async () => {
  const describeNothing = createDescribeSolana({ rpc: rpcOf('http://127.0.0.1:1/') })
  await expect(describeNothing({ contract: owner })).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
})
