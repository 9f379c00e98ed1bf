import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFindTokenIds } from '../../../../app/chains/evm/erc1155/createFindTokenIds.ts'
import { readFirstBlocks } from '../../../../app/chains/evm/erc1155/readFirstBlocks.ts'
import { createReadEvmBalances } from '../../../../app/chains/evm/readEvmBalances.ts'
import { parseChainSlug } from '../../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../../../app/core/chain/types.ts'
import type { ReadAt } from '../../../../app/core/requirement/reads.ts'
import { makeDemoWallet } from '../../../standin/chains/demoWallets.ts'
import { startNode, type TestNode } from '../startNode.ts'
import { keepScans } from './keepScans.ts'

const chain = parseChainSlug('ethereum')
const walletOf = (digit: string) => parseEvmAddress(`0x${digit.repeat(40)}`)
const deployer = parseEvmAddress(makeDemoWallet('deployer 1').address)
const [alice, bob, carol] = [walletOf('a'), walletOf('b'), walletOf('c')]
let node: TestNode
let contract: EvmAddress
const warned: string[] = []

beforeAll(async () => {
  node = await startNode()
  contract = parseEvmAddress(await node.deploy('TidePasses'))
  await mint(alice, 1n, 2n)
  await mint(alice, 7n, 5n)
  await mint(alice, 2n ** 256n - 1n, 1n)
  for (const id of [11n, 12n, 13n]) await mint(deployer, id, 6n)
})
afterAll(() => node.close())

const mint = (to: EvmAddress, id: bigint, amount: bigint) =>
  node.write({ name: 'TidePasses', address: contract, method: 'mint', args: [to, id, amount] })

/** Start a server with the scans that an earlier one stored. */
const open = ({
  scans = keepScans(),
  env = {},
}: {
  scans?: ReturnType<typeof keepScans>
  env?: Record<string, string>
} = {}) => {
  const findTokenIds = createFindTokenIds({
    rpc: node.ask,
    role: 'first',
    scans,
    findFirstBlock: readFirstBlocks(env),
    now: () => 50,
    warn: (sentence) => warned.push(sentence),
  })
  const readBalances = createReadEvmBalances({ rpc: node.ask, findTokenIds, now: () => 50 })
  const count = async (owner: EvmAddress, at?: ReadAt) => {
    const before = node.proxy.bodies.length
    const [balance] = await readBalances([{ chain, kind: 'erc1155All', contract, owner, at }])
    return { balance, requests: node.proxy.bodies.length - before }
  }
  return { scans, count, readBalances }
}
const read = (amount: bigint) => expect.objectContaining({ kind: 'read', amount })

describe('counting a whole ERC-1155 contract', () => {
  test('default', async () => {
    const { count } = open()
    expect(await count(alice)).toEqual({ balance: read(8n), requests: 2 })
  })

  test('behavior: a wallet that never received a token holds none', async () => {
    const { count } = open()
    expect(await count(bob)).toEqual({ balance: read(0n), requests: 2 })
  })

  test('behavior: tokens that were sent on do not count, later ones do', async () => {
    const { count, scans } = open()
    await mint(carol, 3n, 4n)
    expect(await count(carol)).toEqual({ balance: read(4n), requests: 2 })
    await mint(carol, 9n, 1n)
    expect(await count(carol)).toEqual({ balance: read(5n), requests: 2 })
    await node.write({
      name: 'TidePasses',
      address: contract,
      method: 'safeTransferFrom',
      args: [deployer, carol, 11n, 2n, '0x'],
    })
    await node.write({
      name: 'TidePasses',
      address: contract,
      method: 'safeBatchTransferFrom',
      args: [deployer, carol, [12n, 13n], [3n, 4n], '0x'],
    })
    expect((await count(carol)).balance).toEqual(read(14n))
    expect((await count(deployer)).balance).toEqual(read(9n))
    const kept = scans.rows.find(({ owner }) => owner === carol)
    expect(kept).toMatchObject({ ids: [3n, 9n, 11n, 12n, 13n], firstBlock: 0n })
  })

  test('behavior: a read of a past block, or of some blocks ago, counts what was held then', async () => {
    const dave = walletOf('d')
    await mint(dave, 21n, 1n)
    const block = BigInt(String(await node.rpc('eth_blockNumber', [])))
    await node.rpc('anvil_mine', ['0x14'])
    await mint(dave, 22n, 1n)
    const { count, readBalances } = open()
    expect((await count(dave, { block })).balance).toMatchObject({ amount: 1n, block })
    expect((await count(dave, { ago: 8 })).balance).toEqual(read(1n))
    const all = { chain, kind: 'erc1155All', contract, owner: dave } as const
    const both = await readBalances([all, { ...all, at: { ago: 8 } }, { ...all, at: { block: 0n } }])
    expect(both).toEqual([read(2n), read(1n), expect.objectContaining({ code: 'ERR_TOKEN_READ' })])
  })

  test('behavior: several wallets and contracts share one scan, and all balances are of one block', async () => {
    const other = parseEvmAddress(await node.deploy('TidePasses'))
    const { readBalances } = open()
    const before = node.proxy.bodies.length
    const of = (owner: EvmAddress, at: EvmAddress = contract) =>
      ({ chain, kind: 'erc1155All', contract: at, owner }) as const
    const balances = await readBalances([
      of(alice),
      of(bob),
      of(alice, other),
      { chain, kind: 'native', owner: alice },
    ])
    expect(node.proxy.bodies.length - before).toBe(2)
    expect(balances).toEqual([read(8n), read(0n), read(0n), read(0n)])
    expect(new Set(balances.map((one) => (one.kind === 'read' ? one.block : null))).size).toBe(1)
  })

  test('behavior: 400 ids are counted', async () => {
    const erin = walletOf('e')
    const ids = Array.from({ length: 400 }, (_, i) => BigInt(i))
    const rows = [{ chain, contract, owner: erin, firstBlock: 0n, lastBlock: 0n, ids, isFull: false }]
    const scans = keepScans()
    await scans.save({ role: 'first', scans: rows })
    await mint(erin, 0n, 2n)
    await mint(erin, 399n, 3n)
    expect((await open({ scans }).count(erin)).balance).toEqual(read(5n))
    await mint(erin, 400n, 1n)
    // One id too many: what was counted is a minimum.
    expect((await open({ scans }).count(erin)).balance).toMatchObject({
      code: 'ERR_TOKEN_READ',
      atLeast: read(5n),
    })
  })

  test('refuses: a contract that counts no balances (ERR_TOKEN_READ)', async () => {
    const coin = parseEvmAddress(await node.deploy('HarborCoin'))
    const { readBalances } = open()
    const [balance] = await readBalances([{ chain, kind: 'erc1155All', contract: coin, owner: alice }])
    expect(balance).toEqual({ kind: 'unread', code: 'ERR_TOKEN_READ', chain })
  })
})
