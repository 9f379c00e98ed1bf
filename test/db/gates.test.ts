import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GateFilter, GateSort } from '../../app/core/gate/filter.ts'
import { NO_FLAGS } from '../../app/core/gate/reactionKinds.ts'
import { listSubjectProducts } from '../../app/core/gate/subject.ts'
import type { Gate, ShopId } from '../../app/core/gate/types.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleWant } from './reservations/sampleWant.ts'
import { gateNumber, sampleDraft, sampleShop } from './samples.ts'

describe.each(engines)('gates on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  async function installShop(): Promise<ShopId> {
    const shop = sampleShop()
    await makeStores(db).shops.save(shop)
    return shop.id
  }
  const create = (shopId: ShopId, changes = {}) =>
    makeStores(db).gates.create({
      actor: 'system',
      shopId,
      draft: sampleDraft(changes),
      profile: 0,
      at: 1_790_000_000,
    })
  const expected = ({ revision, updatedAt }: Gate) => ({
    expectedRevision: revision,
    expectedUpdatedAt: updatedAt,
  })

  test('default', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const draft = sampleDraft()
    const gate = await gates.create({ actor: 'system', shopId, draft, profile: 5, at: 1_790_000_000 })
    expect(gate).toEqual({
      ...draft,
      shopId,
      number: 1,
      revision: 1,
      profile: 5,
      publication: { kind: 'pending', reason: null },
      writtenProductIds: [],
      writtenVariantIds: [],
      updatedAt: 1_790_000_000,
      deletedAt: null,
    })
    expect(await gates.load({ shopId, number: 1 })).toEqual(gate)
    expect(await gates.list({ shopId })).toEqual([gate])
    expect(await gates.find({ shopId, numbers: [1, 2] })).toEqual([gate])
  })

  test('behavior: uses are public if a gate that stands shows them and counts them per token', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const limits = { perWallet: 1, perToken: null, total: null }
    await create(shopId, { showsUses: true, limits })
    await create(shopId, { limits: { ...limits, perToken: 1 } })
    expect(await gates.hasPublicUses({ shopId })).toBe(false)
    await create(shopId, { showsUses: true, limits: { ...limits, perToken: 1 } })
    expect(await gates.hasPublicUses({ shopId })).toBe(true)
    expect(await gates.hasPublicUses({ shopId: await installShop() })).toBe(false)
  })

  test('behavior: a gate is used up when orders have every place of its total, not when carts hold them', async () => {
    const { gates, reservations } = makeStores(db)
    const shopId = await installShop()
    const limits = { perWallet: null, perToken: null, total: 2 }
    const { number } = await create(shopId, { limits })
    await create(shopId)
    const change = (way: 'add' | 'remove', key: string) =>
      reservations.update({
        ...{ shopId, gate: number, unit: { kind: 'wallet', key } as const, change: way },
        ...{ actor: 'staff:1', reason: 'Sold at the till.', at: 1_790_000_001 },
      })
    expect(await gates.listUsedUp({ shopId })).toEqual([])
    await change('add', '0xaa')
    const want = sampleWant({ limits, endsAt: 1_790_009_000, gate: number })
    const [held] = await reservations.reserve({ shopId, visitId: 'v', wants: [want], at: 1_790_000_001 })
    expect(held?.kind).toBe('reserved')
    expect(await gates.listUsedUp({ shopId })).toEqual([])
    await reservations.sweep({ at: 1_790_010_000 })
    await change('add', '0xbb')
    expect(await gates.listUsedUp({ shopId })).toEqual([number])
    await change('remove', '0xbb')
    expect(await gates.listUsedUp({ shopId })).toEqual([])
  })

  test('default: a page of gates, by search, state, reaction and profile, in each order', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const now = 1_790_000_000
    const schedule = { startsAt: null, endsAt: null, afterEnd: 'public' } as const
    const free = { ...NO_FLAGS, freeShipping: true, price: null }
    const owl = await create(shopId, { name: 'banana', reaction: free })
    await create(shopId, { name: 'Apple 100%', state: 'paused' })
    await create(shopId, { name: 'cherry', schedule: { ...schedule, startsAt: now + 60 } })
    await create(shopId, { name: 'Dates', schedule: { ...schedule, endsAt: now - 60 } })
    const published = { kind: 'published' } as const
    for (const { number } of await gates.list({ shopId })) {
      await gates.setPublication({ shopId, number, publication: published })
    }
    await create(shopId, { name: 'Elder' })
    const gone = await create(shopId, { name: 'Fig' })
    await gates.delete({ actor: 'system', shopId, number: gone.number, at: now })
    await gates.create({
      actor: 'system',
      shopId: await installShop(),
      draft: sampleDraft(),
      profile: 0,
      at: now,
    })
    const list = async (filter: GateFilter, sort: GateSort = 'newest', more: { before?: number } = {}) => {
      const page = await gates.listPage({ shopId, filter, sort, limit: 3, now, ...more })
      return { names: page.gates.map(({ name }) => name).join(), total: page.total, next: page.next }
    }
    expect(await list({})).toEqual({ names: 'Elder,Dates,cherry', total: 5, next: 3 })
    expect(await list({}, 'newest', { before: 3 })).toEqual({
      names: 'Apple 100%,banana',
      total: 5,
      next: null,
    })
    expect(await list({}, 'name')).toEqual({ names: 'Apple 100%,banana,cherry', total: 5, next: 3 })
    expect(await list({}, 'name', { before: 3 })).toMatchObject({ names: 'Dates,Elder', next: null })
    for (const [state, names] of [
      ['active', 'banana'],
      ['paused', 'Apple 100%'],
      ['scheduled', 'cherry'],
      ['ended', 'Dates'],
      ['pending', 'Elder'],
    ] as const) {
      expect([state, (await list({ state })).names]).toEqual([state, names])
    }
    expect(await list({ reaction: 'freeShipping' })).toMatchObject({ names: 'banana', total: 1 })
    expect((await list({ reaction: 'percentage' })).total).toBe(
      (await gates.list({ shopId })).filter(({ reaction }) => reaction.price?.kind === 'percentage').length,
    )
    expect((await list({ profile: 7 })).total).toBe(0)
    expect((await list({ profile: 0 })).total).toBe(5)
    expect((await list({ words: ['0%'] })).names).toBe('Apple 100%')
    expect((await list({ words: ['AN', 'ban'] })).names).toBe('banana')
    expect((await list({ words: ['ban', 'apple'] })).names).toBe('')
    // A change puts a gate first in the order of changes.
    await gates.update({ actor: 'system', ...owl, draft: owl, ...expected(owl), at: now + 500 })
    expect((await list({}, 'changed')).names.split(',')[0]).toBe('banana')
    const first = await list({}, 'changed')
    expect((await list({}, 'changed', { before: first.next ?? 0 })).names.split(',')).toHaveLength(2)
  })

  test('behavior: gates are found by the names and addresses of their tokens, and one that cannot be read is told', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    await create(shopId, { name: 'Any' })
    const page = (words: string[]) =>
      gates.listPage({ shopId, filter: { words }, sort: 'newest', limit: 9, now: 1 })
    for (const words of [
      ['APE', 'gold'],
      ['Ünïts'],
      ['0X00000000000000000000000000000000000000AA'],
      ['ethereum'],
    ]) {
      expect((await page(words)).total).toBe(1)
    }
    // Words of the stored form are not words of the gate, and a number alone is looked for in names.
    expect((await page(['ap', 'mini'])).total).toBe(0)
    expect((await page(['00'])).total).toBe(0)
    expect((await page(['minimum'])).total).toBe(0)
    expect((await page(['label'])).total).toBe(0)
    await db.prisma.$executeRaw`UPDATE gate SET requirement = '{"v": 9}' WHERE shop_id = ${shopId}`
    const { unreadable, total } = await page([])
    expect({ unreadable, total }).toEqual({ unreadable: [{ number: 1, name: 'Any' }], total: 1 })
  })

  test('behavior: gates to filter by are the newest first, deleted ones too, or those alone that limit uses', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const limits = { perWallet: null, perToken: 1, total: null }
    await create(shopId, { name: 'Plain', limits: { ...limits, perToken: null } })
    await create(shopId, { name: 'Limited', limits })
    const gone = await create(shopId, { name: 'Gone', limits })
    await gates.delete({ actor: 'system', shopId, number: gone.number, at: 1_790_000_100 })
    const list = async (more: { isLimited?: boolean; limit?: number } = {}) =>
      (await gates.listChoices({ shopId, limit: 10, ...more })).map(({ name, isDeleted }) => [
        name,
        isDeleted,
      ])
    expect(await list()).toEqual([
      ['Gone', true],
      ['Limited', false],
      ['Plain', false],
    ])
    expect(await list({ isLimited: true })).toEqual([['Limited', false]])
    expect(await list({ limit: 1 })).toEqual([['Gone', true]])
  })

  test('behavior: saves of one draft at once create one gate, which is found by the draft', async () => {
    const { gates } = makeStores(db)
    const [shopId, other] = [await installShop(), await installShop()]
    const draftId = '0b5e8f5a-3c1d-4e8a-9f6b-2d7c1a4e5f60'
    const save = (name: string, id = shopId) =>
      gates.create({ actor: 'system', shopId: id, draft: sampleDraft({ name }), profile: 0, at: 1, draftId })
    const [first, ...rest] = await Promise.all(['A', 'B', 'C', 'D'].map((name) => save(name)))
    for (const gate of rest) expect(gate).toEqual(first)
    expect(await gates.list({ shopId })).toEqual([first])
    expect(await gates.findByDraft({ shopId, draftId })).toEqual(first)
    // Another shop's draft may have the same id, and gates without one are gates of their own.
    expect(await gates.findByDraft({ shopId: other, draftId })).toBe(null)
    expect((await save('E', other)).name).toBe('E')
    for (const name of ['F', 'G']) await create(shopId, { name })
    expect(await gates.list({ shopId })).toHaveLength(3)
  })

  test('behavior: a percentage and a paused gate are read as they were stored', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const draft = sampleDraft({
      reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 1_999 }, freeShipping: true },
      state: 'paused',
      cap: 0,
    })
    await gates.create({ actor: 'system', shopId, draft, profile: 0, at: 1 })
    expect(await gates.load({ shopId, number: 1 })).toMatchObject(draft)
  })

  test('behavior: parallel creations get consecutive numbers without duplicates', async () => {
    const shopId = await installShop()
    const made = await Promise.all(Array.from({ length: 24 }, () => create(shopId)))
    const numbers = made.map((gate) => gate.number).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 24 }, (_, index) => index + 1))
  })

  test('behavior: the number of a deleted gate is not reused', async () => {
    const shopId = await installShop()
    const gate = await create(shopId)
    await db.prisma.gate.delete({ where: { shopId_number: { shopId, number: BigInt(gate.number) } } })
    const { gates } = makeStores(db)
    expect(await gates.nextNumber({ shopId })).toBe(2)
    expect((await create(shopId)).number).toBe(2)
    expect(await gates.nextNumber({ shopId })).toBe(3)
  })

  test('behavior: the history has each saved version, who saved it, and the version before it', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const gate = await create(shopId)
    const other = await create(shopId, { name: 'Other' })
    const paused = { ...sampleDraft(), state: 'paused' as const }
    const { number, profile, revision } = gate
    const saved = await gates.update({
      ...{ shopId, number, profile, revision, draft: paused, actor: 'staff:7', at: 1_790_000_100 },
      ...expected(gate),
    })
    const [latest] = await gates.listChanges({ shopId, number, limit: 9 })
    if (!latest) throw new Error('There is no change.')
    const restored = { restoredFrom: latest.id, draft: sampleDraft(), actor: 'api:k1', at: 1_790_000_200 }
    await gates.update({ shopId, number, profile, revision, ...restored, ...expected(saved) })
    await gates.delete({ shopId, number, actor: 'staff:7', at: 1_790_000_300 })

    const changes = await gates.listChanges({ shopId, number, limit: 9 })
    expect(changes.map(({ at, actor, isLatest }) => [at, actor, isLatest])).toEqual([
      [1_790_000_300, 'staff:7', true],
      [1_790_000_200, 'api:k1', false],
      [1_790_000_100, 'staff:7', false],
      [1_790_000_000, 'system', false],
    ])
    expect(changes.map(({ draft }) => draft)).toEqual([null, sampleDraft(), paused, sampleDraft()])
    expect(changes.map(({ before }) => before)).toEqual([sampleDraft(), paused, sampleDraft(), null])
    expect(changes.map(({ restoredFrom }) => restoredFrom)).toEqual([null, latest.id, null, null])
    expect(changes.every(({ gateName, isGateDeleted }) => gateName === gate.name && isGateDeleted)).toBe(true)

    const all = await gates.listChanges({ shopId, limit: 3 })
    const rest = await gates.listChanges({ shopId, limit: 3, before: all.at(-1)?.id ?? '' })
    expect([...all, ...rest].map((one) => one.number)).toEqual([number, number, number, other.number, number])
    expect(await gates.loadChange({ shopId, number, id: latest.id })).toEqual({
      ...changes[2],
    })
    const foreign = { shopId: await installShop(), number, id: latest.id }
    await expect(gates.loadChange(foreign)).rejects.toMatchObject({ code: 'ERR_CHANGE_NOT_FOUND' })
    const mixed = { shopId, number: other.number, id: latest.id }
    await expect(gates.loadChange(mixed)).rejects.toMatchObject({ code: 'ERR_CHANGE_NOT_FOUND' })
  })

  test('behavior: a version of another release of the app is listed as unreadable', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    await create(shopId)
    await db.prisma.gateChange.updateMany({ where: { shopId }, data: { draft: { v: 2 } } })
    expect(await gates.listChanges({ shopId, limit: 9 })).toMatchObject([
      { draft: 'unreadable', before: null },
    ])
  })

  test('behavior: a save stores its publish job and the places of the total', async () => {
    const { gates, jobs } = makeStores(db)
    const shopId = await installShop()
    const limits = (total: number | null) => ({ limits: { perWallet: null, perToken: null, total } })
    const asked = async () =>
      (await jobs.list({ shopId, limit: 9 })).map(({ kind, key, runAt }) => [kind, key, runAt])
    const gate = await create(shopId, limits(3))
    expect(await asked()).toEqual([['publish', '1', 1_790_000_060]])
    const count = () => db.prisma.totalSlot.count({ where: { shopId, gate: 1n } })
    expect(await count()).toBe(3)
    await gates.setPublication({ shopId, number: gateNumber(1), publication: { kind: 'published' } })
    expect(await asked()).toEqual([])
    const lowered = { shopId, number: gateNumber(1), draft: sampleDraft(limits(1)), profile: 0, revision: 2 }
    const updated = await gates.update({ actor: 'system', ...lowered, ...expected(gate), at: 1_790_000_100 })
    expect(await count()).toBe(1)
    expect(await asked()).toEqual([['publish', '1', 1_790_000_160]])
    // Publishing the older save does not remove the job of the newer one.
    const before = { expectedUpdatedAt: gate.updatedAt }
    await gates.setPublication({
      shopId,
      number: gateNumber(1),
      publication: { kind: 'published' },
      ...before,
    })
    expect(await asked()).toHaveLength(1)
    await gates.setPublication({ shopId, number: gateNumber(1), publication: { kind: 'published' } })
    const draft = sampleDraft(limits(null))
    await gates.update({
      actor: 'system',
      ...lowered,
      ...expected(updated),
      draft,
      revision: 3,
      at: 1_790_000_200,
    })
    expect(await count()).toBe(0)
    await gates.delete({ actor: 'system', shopId, number: gateNumber(1), at: 1_790_000_300 })
    expect(await asked()).toEqual([['publish', '1', 1_790_000_260]])
  })

  test('behavior: find returns gates in ascending order, each once, and accepts any whole number', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    for (let made = 0; made < 3; made++) await create(shopId)
    const numbers = [3, 1, 3, 36 ** 6 - 1, Number.MAX_SAFE_INTEGER, 0, -1]
    expect((await gates.find({ shopId, numbers })).map((gate) => gate.number)).toEqual([1, 3])
    expect(await gates.find({ shopId, numbers: [] })).toEqual([])
  })

  test('behavior: no shop sees or changes the gates of another', async () => {
    const { gates } = makeStores(db)
    const [mine, theirs] = [await installShop(), await installShop()]
    const gate = await create(theirs)
    const { number } = gate
    expect(await gates.list({ shopId: mine })).toEqual([])
    expect(await gates.find({ shopId: mine, numbers: [number] })).toEqual([])
    const missing = { code: 'ERR_GATE_NOT_FOUND' }
    await expect(gates.load({ shopId: mine, number })).rejects.toMatchObject(missing)
    const change = { shopId: mine, number, draft: sampleDraft(), revision: 2, ...expected(gate), at: 1 }
    await expect(gates.update({ actor: 'system', ...change, profile: 0 })).rejects.toMatchObject(missing)
    const published = { shopId: mine, number, publication: { kind: 'published' } as const }
    await expect(gates.setPublication(published)).rejects.toMatchObject(missing)
    expect(await gates.load({ shopId: theirs, number })).toEqual(gate)
  })

  test('behavior: an update replaces the draft, makes publication pending and keeps every revision', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const gate = await create(shopId)
    const { number } = gate
    await gates.setPublication({
      shopId,
      number,
      publication: { kind: 'published' },
      writtenProductIds: [7, 8],
    })
    const carriers = [7, 8, ...listSubjectProducts(gate.subject)]
    const draft = sampleDraft({ cap: 9, subject: { kind: 'products', ids: [8] } })
    const revised = await gates.update({
      actor: 'system',
      shopId,
      number,
      draft,
      profile: 5,
      revision: 2,
      ...expected(gate),
      at: 1_790_000_060,
    })
    expect(revised).toEqual({
      ...gate,
      ...draft,
      profile: 5,
      revision: 2,
      publication: { kind: 'pending', reason: null },
      writtenProductIds: carriers,
      updatedAt: 1_790_000_060,
    })
    const renamed = { ...draft, name: 'Another name' }
    await gates.update({
      actor: 'system',
      shopId,
      number,
      draft: renamed,
      profile: 5,
      revision: 2,
      ...expected(revised),
      at: 1_790_000_061,
    })
    const kept = await db.prisma.gateRevision.findMany({ where: { shopId }, orderBy: { revision: 'asc' } })
    expect(kept.map((one) => [one.revision, one.cap, one.createdAt])).toEqual([
      [1, 3, 1_790_000_000n],
      [2, 9, 1_790_000_060n],
    ])
  })

  test('behavior: one of two updates from the same page wins, even within a second (ERR_GATE_STALE)', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const gate = await create(shopId)
    const change = (name: string) =>
      gates.update({
        actor: 'system',
        shopId,
        number: gate.number,
        draft: sampleDraft({ name }),
        profile: 0,
        revision: 1,
        ...expected(gate),
        at: gate.updatedAt,
      })
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map(change))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(3)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'ERR_GATE_STALE' })
    expect((await gates.load({ shopId, number: gate.number })).updatedAt).toBe(gate.updatedAt + 1)
  })

  test('behavior: a publication stores why it is pending and does not make the open form stale', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const gate = await create(shopId)
    const { number } = gate
    const pending = { kind: 'pending', reason: 'Shopify refused the discount.' } as const
    await gates.setPublication({ shopId, number, publication: pending })
    expect(await gates.load({ shopId, number })).toEqual({ ...gate, publication: pending })
    await gates.setPublication({ shopId, number, publication: { kind: 'published' }, writtenProductIds: [1] })
    expect(await gates.load({ shopId, number })).toEqual({
      ...gate,
      publication: { kind: 'published' },
      writtenProductIds: [1],
    })
    await gates.setPublication({ shopId, number, publication: { kind: 'published' }, writtenProductIds: [] })
    expect((await gates.load({ shopId, number })).writtenProductIds).toEqual([])
  })

  test('behavior: publishing an older save does not mark a newer save as published', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const gate = await create(shopId)
    const { number } = gate
    const draft = sampleDraft({ cap: 4 })
    const newer = await gates.update({
      actor: 'system',
      shopId,
      number,
      draft,
      profile: 5,
      revision: 2,
      ...expected(gate),
      at: 1_790_000_060,
    })
    const published = { shopId, number, publication: { kind: 'published' as const }, writtenProductIds: [1] }
    expect(await gates.setPublication({ ...published, expectedUpdatedAt: gate.updatedAt })).toBe(false)
    expect(await gates.load({ shopId, number })).toEqual(newer)
    expect(await gates.setPublication({ ...published, expectedUpdatedAt: newer.updatedAt })).toBe(true)
    expect((await gates.load({ shopId, number })).publication).toEqual({ kind: 'published' })
  })

  test('refuses: an update of an unknown gate (ERR_GATE_NOT_FOUND)', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const gate = await create(shopId)
    const change = {
      actor: 'system',
      shopId,
      number: gateNumber(99),
      draft: sampleDraft(),
      profile: 0,
      revision: 2,
      ...expected(gate),
      at: 1,
    }
    await expect(gates.update(change)).rejects.toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
  })

  test('behavior: a deleted gate is found only on request, and lists the products that still carry it', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const gate = await create(shopId)
    const { number } = gate
    const deleted = await gates.delete({ actor: 'system', shopId, number, at: 1_790_000_060 })
    expect(deleted).toMatchObject({
      deletedAt: 1_790_000_060,
      publication: { kind: 'pending' },
      writtenProductIds: listSubjectProducts(gate.subject),
    })
    expect(await gates.list({ shopId })).toEqual([])
    expect(await gates.find({ shopId, numbers: [number] })).toEqual([])
    expect(await gates.find({ shopId, numbers: [number], withDeleted: true })).toEqual([deleted])
    await expect(gates.load({ shopId, number })).rejects.toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
    await expect(gates.delete({ actor: 'system', shopId, number, at: 1 })).rejects.toMatchObject({
      code: 'ERR_GATE_NOT_FOUND',
    })
  })

  test('behavior: a product that joined the collection later counts as carrying the gate when the gate changes or is deleted', async () => {
    const { gates, collections } = makeStores(db)
    const shopId = await installShop()
    const made = await Promise.all(
      [5, 6].map((id) => create(shopId, { subject: { kind: 'collections', ids: [id] } })),
    )
    for (const [i, gate] of made.entries()) {
      const { number } = gate
      await collections.set({ shopId, collectionId: 5 + i, productIds: [1], variants: [] })
      await gates.setPublication({
        shopId,
        number,
        publication: { kind: 'published' },
        writtenProductIds: [1],
      })
      await collections.setProduct({ shopId, productId: 40 + i, collectionIds: [5 + i], variants: [] })
    }
    const [changed, deleted] = made
    if (!changed || !deleted) throw new Error('There is no gate.')
    const draft = sampleDraft({ subject: { kind: 'products', ids: [9] } })
    const { number } = changed
    const change = {
      actor: 'system',
      shopId,
      number,
      draft,
      profile: 0,
      revision: 2,
      ...expected(changed),
      at: 1_790_000_060,
    }
    expect((await gates.update(change)).writtenProductIds).toEqual([1, 40])
    const gone = await gates.delete({ actor: 'system', shopId, number: deleted.number, at: 1_790_000_060 })
    expect(gone.writtenProductIds).toEqual([1, 41])
  })

  test('refuses: a gate for an unknown shop (ERR_SHOP_NOT_FOUND)', async () => {
    await expect(create(1n as ShopId)).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
  })
})
