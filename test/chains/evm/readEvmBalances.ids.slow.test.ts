import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDescribeContract } from '../../../app/chains/evm/describeEvmContract.ts'
import { createReadEvmBalances, createReadTokenIds } from '../../../app/chains/evm/readEvmBalances.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { EvmRead } from '../../../app/core/requirement/reads.ts'
import type { TokenRange } from '../../../app/core/requirement/tokenRange.ts'
import { compileContracts } from '../../standin/chains/compileContracts.ts'
import { makeDemoWallet } from '../../standin/chains/demoWallets.ts'
import { startNode, type TestNode } from './startNode.ts'

const chain = parseChainSlug('ethereum')
const holder = parseEvmAddress(makeDemoWallet('holder').address)
const other = parseEvmAddress(makeDemoWallet('outsider').address)
const lastId = 2n ** 256n - 1n
const beyondDouble = 2n ** 53n + 1n

let node: TestNode
let owls: EvmAddress
let readBalances: ReturnType<typeof createReadEvmBalances>

beforeAll(async () => {
  node = await startNode()
  readBalances = createReadEvmBalances({ rpc: node.ask })
  owls = await deploy('NightOwls')
  for (const [to, id] of [
    [holder, 0n],
    [holder, 7n],
    [other, 8n],
    [holder, 9n],
    [holder, beyondDouble],
    [holder, lastId],
  ] as const) {
    await node.write({ name: 'NightOwls', address: owls, method: 'mint', args: [to, id] })
  }
})
afterAll(() => node?.close())

async function deploy(...parameters: Parameters<TestNode['deploy']>): Promise<EvmAddress> {
  return parseEvmAddress(await node.deploy(...parameters))
}
/** A collection behind a proxy; the holder owns number 5. */
async function deployProxy(): Promise<EvmAddress> {
  const { abi } = (await compileContracts()).ProxiedOwls
  const data = encodeFunctionData({ abi, functionName: 'mint', args: [holder, 5n] })
  return deploy('MovableProxy', [await deploy('ProxiedOwls'), data])
}
const one = (id: bigint): TokenRange => ({ first: id, last: id })
const ids = (contract: EvmAddress, ranges: readonly TokenRange[], owner = holder): EvmRead => ({
  chain,
  kind: 'erc721Ids',
  contract,
  owner,
  ids: ranges,
})
const held = (...tokenIds: bigint[]) =>
  expect.objectContaining({ kind: 'read', amount: BigInt(tokenIds.length), tokenIds: tokenIds.map(String) })
const read = (amount: bigint) => expect.objectContaining({ kind: 'read', amount })
const unread = { kind: 'unread', code: 'ERR_TOKEN_READ', chain }
const counted = async (reads: readonly EvmRead[]) => {
  const before = node.proxy.bodies.length
  return { balances: await readBalances(reads), requests: node.proxy.bodies.length - before }
}

describe('readEvmBalances', () => {
  test('default: it finds which of the ids a wallet holds', async () => {
    const { balances, requests } = await counted([
      ids(owls, [{ first: 5n, last: 10n }]),
      ids(owls, [one(7n), one(8n)]),
      ids(owls, [one(8n)]),
    ])
    expect(balances).toEqual([held(7n, 9n), held(7n), held()])
    expect(requests).toBe(1)
  })

  test('behavior: ids are whole numbers up to 2^256 - 1', async () => {
    const near = { first: beyondDouble - 1n, last: beyondDouble }
    const end = { first: lastId - 3n, last: lastId }
    expect(await readBalances([ids(owls, [{ first: 0n, last: 1n }, near, end])])).toEqual([
      held(0n, beyondDouble, lastId),
    ])
    expect(await readBalances([ids(owls, [one(beyondDouble - 1n)])])).toEqual([held()])
  })

  test('refuses: invalid ids, ranges that end before they begin, and too many ids (ERR_TOKEN_READ)', async () => {
    const ranges = [
      [one(-1n)],
      [one(2n ** 256n)],
      [{ first: 2n, last: 1n }],
      [{ first: 0n, last: 5_000n }],
      [{ first: 0n, last: lastId }],
    ]
    const { balances, requests } = await counted(ranges.map((range) => ids(owls, range)))
    expect(balances).toEqual(ranges.map(() => unread))
    expect(requests).toBe(0)
  })

  test('behavior: several wallets share one scan of the ids', async () => {
    const range = [{ first: 1n, last: 100n }]
    const before = node.proxy.bodies.length
    expect(await readBalances([ids(owls, range), ids(owls, range, other)])).toEqual([held(7n, 9n), held(8n)])
    const asked = (count: number) => node.proxy.bodies.slice(before)[count]?.length ?? 0
    await readBalances([ids(owls, range)])
    // One more address, with the same single scan.
    expect(asked(0) - asked(1)).toBe(40)
  })

  test('behavior: 2,000 ids beside 300 other reads take one request, and so do 5,000', async () => {
    const many = Array.from({ length: 300 }, (_, i): EvmRead => {
      const owner = parseEvmAddress(`0x${String(i + 1).padStart(40, '0')}`)
      return i % 2 ? { chain, kind: 'native', owner } : { chain, kind: 'erc721', contract: owls, owner }
    })
    const wide = await counted([...many, ids(owls, [{ first: 1n, last: 2_000n }])])
    expect(wide.balances.at(-1)).toEqual(held(7n, 9n))
    expect(wide.balances.every(({ kind }) => kind === 'read')).toBe(true)
    expect(wide.requests).toBe(1)
    const ranges = [1n, 2_501n].map((first) => [{ first, last: first + 2_499n }])
    const full = await counted(ranges.map((range) => ids(owls, range)))
    expect(full.balances).toEqual([held(7n, 9n), held()])
    expect(full.requests).toBe(1)
  })

  test('behavior: the chain’s own coin is read', async () => {
    await node.rpc('anvil_setBalance', [holder, '0x7b'])
    const { balances, requests } = await counted([
      { chain, kind: 'native', owner: holder },
      { chain, kind: 'native', owner: parseEvmAddress(`0x${'ee'.repeat(20)}`) },
      { chain, kind: 'native', owner: owls },
    ])
    expect(balances).toEqual([read(123n), read(0n), read(0n)])
    expect(requests).toBe(1)
  })

  test('refuses: ids of a contract that is not a collection (ERR_TOKEN_READ)', async () => {
    const coin = await deploy('HarborCoin')
    const passes = await deploy('TidePasses')
    const says = await deploy('FixedAnswer', [`0x${'1'.padStart(64, '0')}`])
    const contracts = [coin, passes, holder, parseEvmAddress(`0x${'0'.repeat(39)}4`)]
    const reads = contracts.map((contract) => ids(contract, [one(7n)]))
    expect(await readBalances([...reads, ids(owls, [one(7n)])])).toEqual([
      ...reads.map(() => unread),
      held(7n),
    ])
    // Says that address 1 owns every token.
    expect(await readBalances([ids(says, [one(7n)])])).toEqual([held()])
  })

  test('behavior: a collection in which nobody owns these ids is still a collection', async () => {
    expect(await readBalances([ids(await deploy('NightOwls'), [{ first: 1n, last: 50n }])])).toEqual([held()])
  })

  test.each([
    ['loops forever', 0],
    ['runs into an invalid opcode', 1],
    ['returns a megabyte', 2],
    ['returns an invalid address', 3],
    ['returns 31 bytes', 4],
    ['returns nothing', 5],
  ])(
    'refuses: a collection that %s for some ids, and no other read (ERR_TOKEN_READ)',
    async (_name, mode) => {
      const odd = await deploy('OddOwls', [BigInt(mode), holder])
      const { balances, requests } = await counted([
        ids(odd, [{ first: 1n, last: 120n }]),
        ids(odd, [{ first: 1n, last: 99n }]),
        ids(owls, [one(7n)]),
      ])
      expect(balances).toEqual([unread, held(1n, 2n, 3n), held(7n)])
      expect(requests).toBe(1)
    },
  )

  test.each([
    ['says that they have no owner', 6],
    ['reverts after some computation', 7],
  ])('behavior: a collection that %s is read', async (_name, mode) => {
    const odd = await deploy('OddOwls', [BigInt(mode), holder])
    const range = [{ first: 1n, last: 120n }]
    const nobody = parseEvmAddress(`0x${'0'.repeat(40)}`)
    expect(await readBalances([ids(odd, range), ids(odd, range, nobody)])).toEqual([held(1n, 2n, 3n), held()])
  })

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'refuses: hostile collection %i (ERR_TOKEN_READ)',
    async (mode) => {
      const hostile = await deploy('Hostile', [BigInt(mode), 'http://127.0.0.1:1/'])
      const reads = Array.from({ length: 20 }, (_, i) => ids(hostile, [{ first: 1n, last: BigInt(50 + i) }]))
      const { balances, requests } = await counted([...reads, ids(owls, [one(7n)])])
      expect(balances).toEqual([...reads.map(() => unread), held(7n)])
      expect(requests).toBe(1)
    },
  )

  test('behavior: a collection that searches 300 ids for an owner is read', async () => {
    const odd = await deploy('OddOwls', [8n, holder])
    expect(await readBalances([ids(odd, [one(100n)]), ids(odd, [one(111n)])])).toEqual([held(100n), held()])
  })

  test('refuses: more ids than the node has gas for, instead of reporting that they are not held (ERR_TOKEN_READ)', async () => {
    const odd = await deploy('OddOwls', [7n, holder])
    const range = [{ first: 1n, last: 2_000n }]
    expect(await readBalances([ids(odd, range), ids(owls, [one(7n)])])).toEqual([unread, held(7n)])
  })

  test('behavior: a collection behind a proxy is read, also after the proxy changes', async () => {
    const proxy = await deployProxy()
    const reads: EvmRead[] = [
      ids(proxy, [{ first: 1n, last: 9n }]),
      { chain, kind: 'erc721', contract: proxy, owner: holder },
    ]
    expect(await readBalances(reads)).toEqual([held(5n), read(1n)])
    const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
    const elsewhere = await deploy('BareCoin')
    await node.rpc('anvil_setStorageAt', [proxy, slot, `0x${elsewhere.slice(2).padStart(64, '0')}`])
    expect(await readBalances(reads)).toEqual([unread, read(42n)])
    await node.rpc('anvil_setStorageAt', [proxy, slot, `0x${'ee'.repeat(20).padStart(64, '0')}`])
    expect(await readBalances(reads)).toEqual([unread, unread])
  })
})

describe('describeContract', () => {
  const ask = async (contract: EvmAddress) => createDescribeContract({ rpc: node.ask })({ chain, contract })

  test('behavior: a coin needs decimals, and 0 and 36 are valid but 255 is not', async () => {
    const unknown = { kind: 'unknown', reason: 'not-a-token' }
    const coin = { kind: 'erc20', name: 'Coin', symbol: 'C' }
    expect(await ask(await deploy('BareCoin'))).toEqual(unknown)
    expect(await ask(await deploy('NamedCoin', ['Coin', 'C', 0n]))).toEqual({ ...coin, decimals: 0 })
    expect(await ask(await deploy('NamedCoin', ['Coin', 'C', 36n]))).toEqual({ ...coin, decimals: 36 })
    expect(await ask(await deploy('NamedCoin', ['Coin', 'C', 255n]))).toEqual(unknown)
  })

  test('behavior: a proxy is described by its implementation', async () => {
    const proxy = await deployProxy()
    expect(await ask(proxy)).toMatchObject({ kind: 'erc721', name: '', symbol: '' })
  })
})

describe('readTokenIds', () => {
  const ask = async (contract: EvmAddress, owner = holder) =>
    createReadTokenIds({ rpc: node.ask })({ chain, contract, owner })

  test('default', async () => {
    const listed = await deploy('ListedOwls')
    const mint = (to: string, first: bigint, count: bigint) =>
      node.write({ name: 'ListedOwls', address: listed, method: 'mint', args: [to, first, count] })
    await mint(holder, beyondDouble, 2n)
    await mint(holder, lastId - 1n, 1n)
    const before = node.proxy.bodies.length
    expect(await ask(listed)).toEqual({
      tokenIds: [beyondDouble, beyondDouble + 1n, lastId - 1n].map(String),
      amount: 3n,
    })
    expect(node.proxy.bodies.length - before).toBe(1)
    expect(await ask(listed, other)).toMatchObject({ tokenIds: [], amount: 0n })
    await mint(other, 1n, 150n)
    await mint(other, 151n, 150n)
    const many = await ask(listed, other)
    expect(many).toMatchObject({ amount: 300n })
    expect(many?.tokenIds).toEqual(Array.from({ length: 256 }, (_, i) => String(i + 1)))
  })

  test('behavior: a read of a past block returns the ids of that block', async () => {
    const listed = await deploy('ListedOwls')
    const mint = (id: bigint) =>
      node.write({ name: 'ListedOwls', address: listed, method: 'mint', args: [holder, id, 1n] })
    await mint(7n)
    const then = await ask(listed)
    const block = BigInt(String(await node.rpc('eth_blockNumber', [])))
    await mint(9n)
    expect(await ask(listed)).toMatchObject({ tokenIds: ['7', '9'] })
    const question = { chain, contract: listed, owner: holder, block }
    expect(await createReadTokenIds({ rpc: node.ask })(question)).toEqual(then)
  })

  test('behavior: it returns null if the contract cannot list ids', async () => {
    expect(await ask(owls)).toBeNull()
    expect(await ask(holder)).toBeNull()
    // Returns the same id at every index.
    expect(await ask(await deploy('FixedAnswer', [`0x${'2'.padStart(64, '0')}`]))).toBeNull()
    for (const mode of [0, 3, 9]) {
      expect(await ask(await deploy('Hostile', [BigInt(mode), 'http://127.0.0.1:1/']))).toBeNull()
    }
  })

  test('refuses: a chain that cannot be read (ERR_CHAIN_READ)', async () => {
    const question = { chain: parseChainSlug('base'), contract: owls, owner: holder }
    await expect(createReadTokenIds({ rpc: node.ask })(question)).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
    })
  })
})
