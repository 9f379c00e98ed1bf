import { afterEach, describe, expect, test } from 'vitest'
import { createFindTokenIds, MOST_IDS } from '../../../../app/chains/evm/erc1155/createFindTokenIds.ts'
import { readFirstBlocks } from '../../../../app/chains/evm/erc1155/readFirstBlocks.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../../../app/core/chain/types.ts'
import { keepScans } from './keepScans.ts'
import { startLogNode, type Transfer } from './startLogNode.ts'

const contract = parseEvmAddress(`0x${'c'.repeat(40)}`)
const [alice, bob] = ['a', 'b'].map((digit) => parseEvmAddress(`0x${digit.repeat(40)}`)) as [
  EvmAddress,
  EvmAddress,
]
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function open({ env = {} }: { env?: Record<string, string> } = {}) {
  const { chain, node, openRpc, close } = await startLogNode({ contract })
  closers.push(close)
  const scans = keepScans()
  const warned: string[] = []
  let now = 50
  /** Start a process with the scans that an earlier one stored. */
  const start = () => {
    const findTokenIds = createFindTokenIds({
      rpc: openRpc(),
      role: 'first',
      scans,
      findFirstBlock: readFirstBlocks(env),
      now: () => now,
      warn: (sentence) => warned.push(sentence),
    })
    return async (owner: EvmAddress = alice, until: bigint | null = null) => {
      const pair = { contract, owner }
      const found = await findTokenIds({ chain, pairs: [pair], until, timeoutMs: 60_000 })
      const { ids, gap } = found.proposedTo(pair)
      return { ids: [...ids].sort((a, b) => (a < b ? -1 : 1)), gap, head: found.head }
    }
  }
  const wait = (seconds: number) => {
    now += seconds
  }
  return { node, scans, warned, start, wait }
}
const got = (block: number, ...ids: number[]): Transfer => ({ block, to: alice, ids: ids.map(BigInt) })

describe('createFindTokenIds', () => {
  test('default: one request finds all ids that a wallet ever received, singly or in batches', async () => {
    const { node, start } = await open()
    node.head = 20_000_000
    node.transfers.push(got(5, 1), got(9_000_000, 2, 3, 2), { block: 7, to: bob, ids: [9n] })
    expect(await start()()).toEqual({ ids: [1n, 2n, 3n], gap: null, head: 20_000_000n })
    expect(node.asked).toEqual([['0-latest']])
  })

  test('behavior: the next scan covers only new blocks and those that a reorganisation may replace', async () => {
    const { node, start } = await open()
    node.head = 20_000_000
    node.transfers.push(got(5, 1))
    await start()()
    node.head += 300
    // The chain has replaced block 19,999,900, which now has another transfer.
    node.transfers.push(got(19_999_900, 4), got(20_000_300, 5))
    expect(await start()()).toMatchObject({ ids: [1n, 4n, 5n], gap: null })
    expect(node.asked.slice(1)).toEqual([['19999745-latest']])
  })

  test('behavior: an endpoint with a range limit is asked in parts, the latest first', async () => {
    const { node, start } = await open()
    node.head = 99_999
    node.mostBlocks = 10_000
    node.transfers.push(got(5, 1), got(99_000, 2))
    expect(await start()()).toEqual({ ids: [1n, 2n], gap: null, head: 99_999n })
    expect(node.asked).toEqual([
      ['0-latest'],
      ['90000-99999', '80000-89999', '70000-79999', '60000-69999'],
      ['50000-59999', '40000-49999', '30000-39999', '20000-29999'],
      ['10000-19999', '0-9999'],
    ])
  })

  test('behavior: a scan that does not fit one check continues in the next, in any process', async () => {
    const { node, scans, start } = await open()
    node.head = 499_999
    node.mostBlocks = 2_000
    node.transfers.push(got(5, 1), got(499_000, 2))
    const first = await start()()
    expect(first).toEqual({ ids: [2n], gap: 'ERR_CHAIN_READ', head: 499_999n })
    const [kept] = scans.rows
    expect(kept?.lastBlock).toBe(499_999n)
    let checks = 1
    for (let gap: unknown = first.gap; gap !== null && checks < 20; checks++) ({ gap } = await start()())
    expect(await start()()).toMatchObject({ ids: [1n, 2n], gap: null })
    expect(checks).toBeLessThan(12)
    // One first request and at most twelve more.
    expect(node.asked.length).toBeLessThanOrEqual(13 * (checks + 1))
  })

  test('behavior: too many logs for one answer lead to a scan in parts', async () => {
    const { node, start } = await open()
    node.head = 3_000_000
    node.mostLogs = 2
    for (let i = 0; i < 3; i++) node.transfers.push(got(i * 1_000_001, i))
    expect(await start()()).toMatchObject({ ids: [0n, 1n, 2n], gap: null })
  })

  test('behavior: larger parts are tried again after ten minutes', async () => {
    const { node, start, wait } = await open()
    node.head = 15_000
    node.mostBlocks = 10_000
    const find = start()
    await find(alice)
    node.mostBlocks = 1_000_000
    await find(bob)
    wait(600)
    node.asked.length = 0
    await find(parseEvmAddress(`0x${'d'.repeat(40)}`))
    expect(node.asked).toEqual([['0-latest']])
  })

  test('behavior: a read of a past block scans no later blocks', async () => {
    const { node, start } = await open()
    node.head = 20_000
    node.transfers.push(got(5, 1), got(15_000, 2))
    expect(await start()(alice, 10_000n)).toMatchObject({ ids: [1n], gap: null })
    expect(node.asked).toEqual([['0-10000']])
    expect(await start()(alice, 9_000n)).toMatchObject({ ids: [1n], gap: null })
    expect(node.asked.slice(1)).toEqual([[]])
  })

  test('behavior: random transfers and refusals give all ids or a gap, as a model says', async () => {
    const { node, start } = await open()
    let seed = 42
    const dice = (sides: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return Math.floor((seed / 2 ** 32) * sides)
    }
    let whole = 0
    node.head = 50_000
    for (let round = 0; round < 150; round++) {
      node.head += dice(3_000)
      node.mostBlocks = [400, 700, 3_000, 20_000, 10_000_000][dice(5)] ?? 1
      node.mostLogs = [1, 5, 1_000][dice(3)] ?? 1
      for (let i = dice(3); i > 0; i--) {
        node.transfers.push({
          block: node.head - dice(200),
          to: dice(2) ? alice : bob,
          ids: [BigInt(dice(90))],
        })
      }
      const owner = dice(2) ? alice : bob
      const { ids, gap } = await start()(owner)
      const due = new Set(node.transfers.filter(({ to }) => to === owner).flatMap((one) => one.ids))
      // Every returned id was received, and without a gap all of them are returned.
      expect(ids.filter((id) => !due.has(id))).toEqual([])
      if (gap === null) {
        whole++
        expect(ids).toHaveLength(due.size)
      }
    }
    expect(whole).toBeGreaterThan(50)
  })

  test('refuses: a range that no endpoint answers (ERR_CHAIN_READ)', async () => {
    const { node, start } = await open()
    node.head = 20_000
    node.mostBlocks = 0
    expect(await start()()).toEqual({ ids: [], gap: 'ERR_CHAIN_READ', head: 20_000n })
    expect(node.asked.length).toBeLessThanOrEqual(13)
  })

  test('refuses: a node that does not have the block yet (ERR_CHAIN_READ)', async () => {
    const { node, scans, start } = await open()
    node.head = 99
    expect(await start()(alice, 100n)).toMatchObject({ gap: 'ERR_CHAIN_READ' })
    expect(scans.rows).toEqual([])
  })

  test('behavior: a stored scan of blocks that the chain does not have is ignored', async () => {
    const { node, scans, start } = await open()
    node.head = 2 ** 40
    node.transfers.push(got(5, 1))
    await start()()
    node.head = 20_000
    node.transfers.push(got(19_000, 2))
    expect(await start()()).toMatchObject({ ids: [1n, 2n], gap: null })
    expect(scans.rows).toMatchObject([{ lastBlock: 20_000n, ids: [1n, 2n] }])
  })

  test('refuses: more ids than the limit (ERR_TOKEN_READ)', async () => {
    const { node, start } = await open()
    node.head = 1_000
    for (let i = 0; i <= MOST_IDS; i++) node.transfers.push(got(i, i))
    const { ids, gap } = await start()()
    expect([ids.length, gap]).toEqual([MOST_IDS, 'ERR_TOKEN_READ'])
  })

  test('behavior: ids that strangers send in zero amounts do not fill the limit', async () => {
    const { node, scans, start } = await open()
    node.head = 1_000
    const many = Array.from({ length: MOST_IDS + 1 }, (_, i) => BigInt(100 + i))
    node.transfers.push({ block: 1, to: alice, ids: many, amount: 0 })
    node.transfers.push({ block: 2, to: alice, ids: [6n], amount: 0 }, got(900, 7))
    expect(await start()()).toMatchObject({ ids: [7n], gap: null })
    expect(scans.rows).toMatchObject([{ ids: [7n], isFull: false }])
  })

  test('refuses: a first block set for the chain, unless the contract did not exist before it (ERR_TOKEN_READ)', async () => {
    const { node, start, warned } = await open({ env: { ERC1155_FIRST_BLOCK_ETHEREUM: '10000' } })
    node.head = 20_000
    node.transfers.push(got(15_000, 2))
    expect(await start()()).toEqual({ ids: [2n], gap: 'ERR_TOKEN_READ', head: 20_000n })
    expect(node.asked.flat()).toEqual(['10000-latest'])
    expect(warned).toEqual([expect.stringContaining(`ERC1155_FIRST_BLOCK_ETHEREUM=${contract}=`)])
    // The contract did not exist at the block before.
    node.nonces.set(`${contract} 9999`, 0)
    expect(await start()()).toMatchObject({ ids: [2n], gap: null })
    node.nonces.set(`${contract} 9999`, 1)
    expect(await start()()).toMatchObject({ ids: [2n], gap: 'ERR_TOKEN_READ' })
    const own = await open({ env: { ERC1155_FIRST_BLOCK_ETHEREUM: `${contract}=10000` } })
    own.node.head = 20_000
    expect(await own.start()()).toMatchObject({ ids: [], gap: null })
  })

  test.each<[string, (log: Record<string, unknown>) => unknown]>([
    ['another contract', (log) => ({ ...log, address: alice })],
    [
      'another wallet',
      (log) => ({ ...log, topics: [...(log.topics as string[]).slice(0, 3), `0x${'1'.repeat(64)}`] }),
    ],
    [
      'another event',
      (log) => ({ ...log, topics: [`0x${'1'.repeat(64)}`, ...(log.topics as string[]).slice(1)] }),
    ],
    ['truncated data', (log) => ({ ...log, data: String(log.data).slice(0, -64) })],
    ['an entry that is not a log', () => null],
  ])('refuses: logs with %s (ERR_CHAIN_READ)', async (_, spoil) => {
    const { node, start } = await open()
    node.head = 400
    node.transfers.push(got(5, 1))
    node.spoil = spoil
    expect(await start()()).toEqual({ ids: [], gap: 'ERR_CHAIN_READ', head: 400n })
  })
})
