import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SolanaAddress, WalletAddress } from '../../app/core/chain/types.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import { MAX_LIST_SIZE } from '../../app/core/list/limits.ts'
import type { ListImportMode } from '../../app/core/list/types.ts'
import type { Stores } from '../../app/db/createStores.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleAddress, sampleDraft, sampleShop } from './samples.ts'

const now = 1_790_000_000
const SOLANA = 'So11111111111111111111111111111111111111112' as SolanaAddress

describe.each(engines)('lists on $name', ({ name, start }) => {
  let engine: RunningEngine
  let db: Database
  let stores: Stores
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
    stores = makeStores(db)
  })
  afterAll(() => engine.close())

  const makeShop = async (): Promise<ShopId> => {
    const shop = sampleShop()
    await stores.shops.save(shop)
    return shop.id
  }
  const makeList = async (name = 'Friends') => {
    const shopId = await makeShop()
    const list = await stores.lists.create({ id: randomUUID(), shopId, name, at: now })
    if (!list) throw new Error('no list')
    return { shopId, listId: list.id }
  }
  type Ids = { shopId: ShopId; listId: string }
  const begin = async (ids: Ids, mode: ListImportMode = 'replace') => {
    const { id } = await stores.lists.startImport({ ...ids, id: randomUUID(), mode, now })
    return { ...ids, importId: id }
  }
  const append = (
    ids: Ids & { importId: string },
    addresses: readonly WalletAddress[],
    { expectedLines = 0, lines = addresses.length, bad = 0, at = now } = {},
  ) => stores.lists.append({ ...ids, addresses, expectedLines, lines, bad, isTable: false, now: at })
  const put = async (ids: Ids, addresses: readonly WalletAddress[], mode: ListImportMode = 'replace') => {
    const importing = await begin(ids, mode)
    await append(importing, addresses)
    return stores.lists.finishImport({ ...importing, at: now })
  }
  const contains = (shopId: ShopId, listId: string, addresses: readonly WalletAddress[]) =>
    stores.lists.contain({ shopId, reads: addresses.map((address) => ({ kind: 'list', listId, address })) })
  const countEntries = (listId: string) => db.prisma.listEntry.count({ where: { listId } })

  test('default', async () => {
    const ids = await makeList()
    const [a, b, c] = [sampleAddress(), sampleAddress(), sampleAddress()]
    const importing = await begin(ids)
    expect(await append(importing, [a, SOLANA, a], { lines: 5, bad: 1 })).toEqual({
      id: importing.importId,
      mode: 'replace',
      isTable: false,
      lines: 5,
      entries: 2,
      duplicates: 1,
      bad: 1,
    })
    expect(await append(importing, [b, a], { expectedLines: 5 })).toMatchObject({
      lines: 7,
      entries: 3,
      duplicates: 2,
    })
    expect(await contains(ids.shopId, ids.listId, [a, b, c, SOLANA])).toEqual([false, false, false, false])
    const finished = await stores.lists.finishImport({ ...importing, at: now + 5 })
    expect(finished).toMatchObject({
      list: { id: ids.listId, name: 'Friends', size: 3, previousSize: 0, updatedAt: now + 5 },
      import: { entries: 3, duplicates: 2, bad: 1 },
      known: 0,
    })
    expect(await contains(ids.shopId, ids.listId, [a, b, c, SOLANA])).toEqual([true, true, false, true])
    expect(await stores.lists.load(ids)).toEqual(finished.list)
    expect(await stores.lists.list(ids)).toEqual([finished.list])
  })

  test('behavior: the stored form of an address contains no address, and differs between shops', async () => {
    const [one, other] = [await makeList(), await makeList()]
    const address = sampleAddress()
    await put(one, [address])
    await put(other, [address])
    const rows = await db.prisma.listEntry.findMany({ where: { listId: { in: [one.listId, other.listId] } } })
    expect(rows.map(({ hash }) => hash.length)).toEqual([16, 16])
    const [first, second] = rows.map(({ hash }) => Buffer.from(hash).toString('hex'))
    expect(first).not.toBe(second)
    expect(address).not.toContain(first)
  })

  test('behavior: many reads of several lists cost one statement and are answered in order', async () => {
    const shopId = await makeShop()
    const [a, b] = [sampleAddress(), sampleAddress()]
    const lists = []
    for (const [name, addresses] of [
      ['A', [a]],
      ['B', [b, SOLANA]],
      ['Empty', []],
    ] as const) {
      const list = await stores.lists.create({ id: randomUUID(), shopId, name, at: now })
      if (!list) throw new Error('no list')
      if (addresses.length > 0) await put({ shopId, listId: list.id }, addresses)
      lists.push(list.id)
    }
    const statements: string[] = []
    const counted = makeStores({
      ...db,
      hot: {
        query: (name, sql, params) => {
          statements.push(name)
          return db.hot.query(name, sql, params)
        },
      },
    })
    const reads = lists.flatMap((listId) =>
      [a, b, SOLANA, a].map((address) => ({ kind: 'list', listId, address }) as const),
    )
    expect(await counted.lists.contain({ shopId, reads })).toEqual([
      ...[true, false, false, true],
      ...[false, true, true, false],
      ...[false, false, false, false],
    ])
    expect(statements).toEqual(['find_list_entries'])
    expect(await counted.lists.contain({ shopId, reads: [] })).toEqual([])
    expect(statements).toHaveLength(1)
  })

  test('behavior: a Solana address that differs in case is a different address', async () => {
    const ids = await makeList()
    await put(ids, [SOLANA])
    const folded = SOLANA.toLowerCase() as SolanaAddress
    expect(await contains(ids.shopId, ids.listId, [SOLANA, folded])).toEqual([true, false])
  })

  test('behavior: an import can add to a list or replace it, and one import can be undone', async () => {
    const ids = await makeList()
    const [a, b, c] = [sampleAddress(), sampleAddress(), sampleAddress()]
    const holds = () => contains(ids.shopId, ids.listId, [a, b, c])
    await put(ids, [a, b])
    expect(await put(ids, [b, c], 'add')).toMatchObject({ list: { size: 3, previousSize: 2 }, known: 1 })
    expect(await holds()).toEqual([true, true, true])
    const { list } = await put(ids, [c])
    expect(list).toMatchObject({ size: 1, previousSize: 3 })
    expect(await holds()).toEqual([false, false, true])
    expect(await countEntries(ids.listId)).toBe(4)
    const undone = await stores.lists.undoImport({ ...ids, expectedUpdatedAt: list.updatedAt, at: now })
    expect(undone).toMatchObject({ size: 3, previousSize: null })
    expect(await holds()).toEqual([true, true, true])
    expect(await countEntries(ids.listId)).toBe(3)
    const { updatedAt } = undone
    await expect(
      stores.lists.undoImport({ ...ids, expectedUpdatedAt: updatedAt, at: now }),
    ).rejects.toMatchObject({ code: 'ERR_LIST_STALE' })
    await put(ids, [a])
    await expect(
      stores.lists.undoImport({ ...ids, expectedUpdatedAt: updatedAt, at: now }),
    ).rejects.toMatchObject({ code: 'ERR_LIST_STALE' })
    expect(await holds()).toEqual([true, false, false])
  })

  test('behavior: an import that is interrupted or cancelled leaves the list unchanged and is swept', async () => {
    const [ids, another] = [await makeList(), await makeList()]
    const [a, b] = [sampleAddress(), sampleAddress()]
    await put(ids, [a])
    const broken = await begin(ids)
    await append(broken, [b])
    expect(await contains(ids.shopId, ids.listId, [a, b])).toEqual([true, false])
    expect(await countEntries(ids.listId)).toBe(2)
    expect(await stores.lists.findImport({ ...broken, now: now + 3599 })).toMatchObject({ entries: 1 })
    const late = now + 3600
    expect(await stores.lists.findImport({ ...broken, now: late })).toBeNull()
    expect(await append(broken, [b], { expectedLines: 1, at: late })).toBeNull()
    await expect(stores.lists.finishImport({ ...broken, at: late })).rejects.toMatchObject({
      code: 'ERR_LIST_STALE',
    })
    await stores.lists.startImport({ ...another, id: randomUUID(), mode: 'add', now: late })
    expect(await countEntries(ids.listId)).toBe(1)

    const cancelled = await begin(ids)
    await append(cancelled, [b])
    await stores.lists.cancelImport(cancelled)
    await stores.lists.cancelImport(cancelled)
    expect(await append(cancelled, [b], { expectedLines: 1 })).toBeNull()
    expect(await countEntries(ids.listId)).toBe(1)
    expect(await contains(ids.shopId, ids.listId, [a, b])).toEqual([true, false])
  })

  test('behavior: two parallel copies of the same lines are written once, in their order', async () => {
    const ids = await makeList()
    const importing = await begin(ids)
    const addresses = [sampleAddress(), sampleAddress()]
    const answers = await Promise.all(Array.from({ length: 8 }, () => append(importing, addresses)))
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1)
    expect(await append(importing, addresses, { expectedLines: 7 })).toBeNull()
    expect(await stores.lists.findImport({ ...importing, now })).toMatchObject({ lines: 2, entries: 2 })
  })

  test('behavior: one of several parallel imports wins, and the others get an error', async () => {
    const ids = await makeList()
    const begun = await Promise.all(Array.from({ length: 6 }, () => begin(ids)))
    const ends = await Promise.allSettled(
      begun.map(async (importing) => {
        const appended = await append(importing, [sampleAddress()])
        const { list } = await stores.lists.finishImport({ ...importing, at: now })
        return { appended, list }
      }),
    )
    const won = ends.filter((end) => end.status === 'fulfilled')
    expect(won).toHaveLength(1)
    expect(won[0]?.value).toMatchObject({ appended: { entries: 1 }, list: { size: 1 } })
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'ERR_LIST_STALE' })
    }
    expect(await countEntries(ids.listId)).toBe(1)
  })

  test('refuses: more addresses than a list may hold, and the list stays unchanged (ERR_LIST_TOO_LARGE)', async () => {
    const ids = await makeList()
    const first = sampleAddress()
    await put(ids, [first])
    const many = Array.from(
      { length: MAX_LIST_SIZE },
      (_, i) => `0x${(2n ** 128n + BigInt(i)).toString(16).padStart(40, '0')}` as WalletAddress,
    )
    const importing = await begin(ids, 'add')
    expect(await append(importing, many)).toMatchObject({ entries: MAX_LIST_SIZE })
    await expect(stores.lists.finishImport({ ...importing, at: now })).rejects.toMatchObject({
      code: 'ERR_LIST_TOO_LARGE',
    })
    expect(await stores.lists.load(ids)).toMatchObject({ size: 1 })
    expect(await contains(ids.shopId, ids.listId, [first, many[0] ?? first])).toEqual([true, false])
    expect(await countEntries(ids.listId)).toBe(1 + MAX_LIST_SIZE)
    await stores.lists.cancelImport(importing)
    expect(await countEntries(ids.listId)).toBe(1)
  })

  test('behavior: list names are unique within a shop', async () => {
    const { shopId, listId } = await makeList('Ünï 🦊')
    expect(await stores.lists.create({ id: randomUUID(), shopId, name: 'Ünï 🦊', at: now })).toBeNull()
    const second = await stores.lists.create({ id: randomUUID(), shopId, name: 'B', at: now })
    expect(await stores.lists.rename({ shopId, listId, name: 'B', at: now })).toBeNull()
    expect(await stores.lists.rename({ shopId, listId, name: 'A', at: now })).toMatchObject({
      name: 'A',
      updatedAt: now + 1,
    })
    expect(await stores.lists.rename({ shopId, listId, name: 'A', at: now })).toMatchObject({ name: 'A' })
    expect((await stores.lists.list({ shopId })).map(({ id }) => id)).toEqual([listId, second?.id])
    await makeList('B')
  })

  test('refuses: every operation on the list of another shop (ERR_LIST_NOT_FOUND)', async () => {
    const ids = await makeList()
    const address = sampleAddress()
    const { list } = await put(ids, [address])
    const importing = await begin(ids)
    const shopId = await makeShop()
    const foreign = { ...importing, shopId }
    const refused = { code: 'ERR_LIST_NOT_FOUND' }
    const { lists } = stores
    const mode = 'replace'
    await expect(lists.load(foreign)).rejects.toMatchObject(refused)
    await expect(lists.rename({ ...foreign, name: 'Mine', at: now })).rejects.toMatchObject(refused)
    await expect(lists.delete({ ...foreign, at: now })).rejects.toMatchObject(refused)
    await expect(lists.startImport({ ...foreign, id: randomUUID(), mode, now })).rejects.toMatchObject(
      refused,
    )
    await expect(lists.finishImport({ ...foreign, at: now })).rejects.toMatchObject(refused)
    await expect(lists.cancelImport(foreign)).rejects.toMatchObject(refused)
    await expect(
      lists.undoImport({ ...foreign, expectedUpdatedAt: list.updatedAt, at: now }),
    ).rejects.toMatchObject(refused)
    expect(await lists.findImport({ ...foreign, now })).toBeNull()
    expect(await append(foreign, [address])).toBeNull()
    expect(await lists.list({ shopId })).toEqual([])
    expect(await contains(shopId, ids.listId, [address])).toEqual([null])
    expect(await contains(ids.shopId, ids.listId, [address])).toEqual([true])
    await expect(lists.load({ ...ids, listId: randomUUID() })).rejects.toMatchObject(refused)
  })

  test('refuses: to delete a list that a gate needs; once no gate needs it, all its rows are deleted (ERR_LIST_IN_USE)', async () => {
    const ids = await makeList()
    const address = sampleAddress()
    await put(ids, [address])
    const { requirement } = sampleDraft()
    const draft = sampleDraft({
      requirement: {
        ...requirement,
        root: { kind: 'denylist', chain: null, listId: ids.listId, listName: 'Friends' },
      },
    })
    const gate = await stores.gates.create({
      actor: 'system',
      shopId: ids.shopId,
      draft,
      profile: 0,
      at: now,
    })
    await expect(stores.lists.delete({ ...ids, at: now })).rejects.toMatchObject({ code: 'ERR_LIST_IN_USE' })
    expect(await contains(ids.shopId, ids.listId, [address])).toEqual([true])
    await stores.gates.update({
      actor: 'system',
      shopId: ids.shopId,
      number: gate.number,
      draft: sampleDraft(),
      profile: 0,
      revision: 2,
      expectedRevision: 1,
      expectedUpdatedAt: gate.updatedAt,
      at: now,
    })
    await begin(ids)
    await stores.lists.delete({ ...ids, at: now })
    expect(await contains(ids.shopId, ids.listId, [address])).toEqual([null])
    expect(await countEntries(ids.listId)).toBe(0)
    expect(await db.prisma.listImport.count({ where: { listId: ids.listId } })).toBe(0)
  })

  // PGlite has one connection, so nothing runs in parallel there.
  describe.runIf(name === 'PostgreSQL')('with parallel writers', () => {
    const patient = { timeout: 60_000 }
    /** Wait until this many statements wait for a lock, or `until` reports that they will not. */
    const waitForLocks = (count: number, until = () => false) =>
      vi.waitFor(async () => {
        const [row] = await db.prisma.$queryRaw<{ waiting: number }[]>`SELECT count(*)::int AS waiting
          FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
        if (!until()) expect(row?.waiting).toBe(count)
      }, patient)
    const settle = (promise: Promise<unknown>) => {
      const settled = { isDone: false, answer: Promise.resolve<unknown>(undefined) }
      settled.answer = promise
        .catch((error: unknown) => error)
        .finally(() => {
          settled.isDone = true
        })
      return settled
    }

    test('behavior: a list can be deleted while lines arrive, and neither blocks the other for good', async () => {
      const ids = await makeList()
      const { importId } = await begin(ids)
      const deleting = await db.prisma.$transaction(async (tx) => {
        // The same as `appendEntries`, in two steps.
        await tx.$queryRaw`SELECT id FROM list_import WHERE id = ${importId}::uuid FOR UPDATE`
        const begun = settle(stores.lists.delete({ ...ids, at: now }))
        await waitForLocks(1)
        await tx.listEntry.create({ data: { listId: ids.listId, version: 1, hash: new Uint8Array(16) } })
        return begun
      }, patient)
      expect(await deleting.answer).toBeUndefined()
      expect(await countEntries(ids.listId)).toBe(0)
    })

    test('refuses: to delete a list that a gate needs which is being saved (ERR_LIST_IN_USE)', async () => {
      const ids = await makeList()
      const { shopId } = ids
      const draft = askNotListed(ids.listId)
      const [creating, deleting] = await db.prisma.$transaction(async (tx) => {
        // The gate's row is written, but not yet visible to others.
        await tx.$executeRaw`LOCK TABLE gate_revision IN SHARE MODE`
        const creating = stores.gates.create({ actor: 'system', shopId, draft, profile: 0, at: now })
        await waitForLocks(1)
        const deleting = settle(stores.lists.delete({ ...ids, at: now }))
        await waitForLocks(2, () => deleting.isDone)
        return [settle(creating), deleting]
      }, patient)
      expect(await creating.answer).toMatchObject({ number: 1 })
      expect(await deleting.answer).toMatchObject({ code: 'ERR_LIST_IN_USE' })
      expect(await stores.lists.load(ids)).toMatchObject({ id: ids.listId })
    })
  })

  test('refuses: to save a gate that needs a deleted list, or the list of another shop (ERR_LIST_NOT_FOUND)', async () => {
    const [ids, foreign] = [await makeList(), await makeList()]
    const { shopId } = ids
    const refused = { code: 'ERR_LIST_NOT_FOUND' }
    const [at, profile] = [now, 0]
    const gate = await stores.gates.create({
      actor: 'system',
      shopId,
      draft: askNotListed(ids.listId),
      profile,
      at,
    })
    const { number, updatedAt } = gate
    const change = {
      shopId,
      number,
      profile,
      revision: 2,
      expectedRevision: 1,
      expectedUpdatedAt: updatedAt,
      at,
    }
    for (const listId of [randomUUID(), foreign.listId]) {
      const draft = askNotListed(listId)
      await expect(
        stores.gates.create({ actor: 'system', shopId, draft, profile, at }),
      ).rejects.toMatchObject(refused)
      await expect(stores.gates.update({ actor: 'system', ...change, draft })).rejects.toMatchObject(refused)
    }
    expect(await stores.gates.list({ shopId })).toEqual([gate])
  })
})

function askNotListed(listId: string) {
  const { requirement } = sampleDraft()
  const root = { kind: 'denylist', chain: null, listId, listName: 'Friends' } as const
  return sampleDraft({ requirement: { ...requirement, root } })
}
