import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import type { TokenIdScan } from '../../app/core/chain/tokenIdScan.ts'
import type { Database } from '../../app/db/database.ts'
import { createTokenIdScansPort } from '../../app/db/tokenIdScans.ts'
import { engines, type RunningEngine } from './engines.ts'

const chain = parseChainSlug('ethereum')
const [contract, alice, bob] = ['c', 'a', 'b'].map((digit) => parseEvmAddress(`0x${digit.repeat(40)}`)) as [
  TokenIdScan['contract'],
  TokenIdScan['owner'],
  TokenIdScan['owner'],
]
const scan = (over: Partial<TokenIdScan> = {}): TokenIdScan => ({
  chain,
  contract,
  owner: alice,
  firstBlock: 0n,
  lastBlock: 100n,
  ids: [7n, 2n ** 256n - 1n],
  isFull: false,
  ...over,
})
const now = 1_790_000_000

describe.each(engines)('tokenIdScans on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  let at = now
  const open = () =>
    createTokenIdScansPort({
      db,
      hashPersonal: (text) => `hash of ${text.length}${text.slice(-4)}`,
      now: () => at,
    })
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: a stored scan is found by its holder and contract', async () => {
    const store = open()
    const bobs = scan({ owner: bob, ids: [], firstBlock: 5n, isFull: true })
    await store.save({ role: 'first', scans: [scan(), bobs] })
    expect(await store.find({ role: 'first', pairs: [scan()] })).toEqual([scan()])
    const both = await store.find({ role: 'first', pairs: [bobs, scan()] })
    expect(both).toHaveLength(2)
    expect(both).toEqual(expect.arrayContaining([scan(), bobs]))
  })

  test('behavior: a later scan replaces an earlier one', async () => {
    const store = open()
    const later = scan({ lastBlock: 200n, ids: [1n] })
    await store.save({ role: 'first', scans: [scan()] })
    await store.save({ role: 'first', scans: [later] })
    expect(await store.find({ role: 'first', pairs: [scan()] })).toEqual([later])
  })

  test('behavior: a second opinion does not find what the first endpoint returned', async () => {
    const store = open()
    await store.save({ role: 'first', scans: [scan()] })
    expect(await store.find({ role: 'second', pairs: [scan()] })).toEqual([])
  })

  test('behavior: the database names no wallet, and deletes scans after ninety days', async () => {
    await open().save({ role: 'first', scans: [scan()] })
    const rows = await db.hot.query('all_scans', 'SELECT * FROM token_id_scan', [])
    expect(JSON.stringify(rows, (_, value) => String(value))).not.toContain(alice)
    at = now + 90 * 86_400
    await open().save({ role: 'first', scans: [scan({ owner: bob })] })
    expect(await open().find({ role: 'first', pairs: [scan()] })).toEqual([])
    at = now
  })
})
