import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { planCustomer } from '../../../app/core/customer/planCustomer.ts'
import type { ShopId } from '../../../app/core/gate/types.ts'
import type { ProvenWallet } from '../../../app/core/login/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { fc } from '../../random.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { sampleAddress, sampleShop } from '../samples.ts'

const AT = 1_790_000_000
const LATER = AT + 86_400
const ethereum = 'ethereum' as ChainSlug
const makeWallet = (kind: ProvenWallet['kind'] = 'key'): ProvenWallet => ({
  ...{ kind, chain: ethereum, address: sampleAddress() },
})

describe.each(engines)('customers on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  async function openShop() {
    const stores = makeStores(db)
    const record = sampleShop()
    await stores.shops.save(record)
    const { id: shopId } = await stores.shops.load(record.myshopifyDomain)
    const { customers } = stores
    return {
      ...{ shopId, customers, stores },
      add: (customerId: string, wallets: readonly ProvenWallet[], gates = [1]) =>
        customers.addUnlock({
          ...{ shopId, customerId, gates, wallets, vaults: [], isSure: true, at: AT, nextCheckAt: LATER },
        }),
      /** Write all that is pending, as if Shopify had no tags. */
      write: async (wanted: ReadonlyMap<number, string | null>) => {
        await customers.plan({ shopId, wanted })
        const pending = await customers.listPending({ shopId, gates: [1], at: AT, limit: 50 })
        for (const customer of pending) {
          const plan = planCustomer({ ...customer, wanted, found: { tags: [], metafield: null } })
          await customers.setOwn({ shopId, customerId: customer.customerId, plan })
          await customers.finish({ shopId, customer, plan })
        }
        return pending.map(({ customerId }) => customerId)
      },
      wallets: async () =>
        (await db.prisma.customerWallet.findMany({ where: { shopId }, orderBy: { address: 'asc' } })).map(
          ({ address, customerId }) => `${customerId} ${address}`,
        ),
      jobs: () => db.prisma.job.count({ where: { shopId, kind: 'customers' } }),
    }
  }

  test('default: an unlock is stored once, queues one job, and is written once', async () => {
    const { shopId, customers, add, write, jobs } = await openShop()
    const wallet = makeWallet()
    expect(await add('77', [wallet])).toBe(true)
    expect(await add('77', [wallet])).toBe(false)
    expect(await jobs()).toBe(1)
    const owls = new Map([[1, 'Owls']])
    expect(await write(owls)).toEqual(['77'])
    expect(await write(owls)).toEqual([])
    expect(await customers.countGates({ shopId, gates: [1], limit: 50 })).toEqual([
      {
        ...{
          gate: 1,
          tagged: 1,
          isMore: false,
          waiting: 0,
          leaving: 0,
          unread: 0,
          unreadChains: [],
          refused: 0,
        },
        checkedAt: AT,
      },
    ])
    const [row] = await customers.list({ shopId, wallet: wallet.address, limit: 10 })
    expect(row).toMatchObject({ customerId: '77', gate: 1, ownTag: 'Owls', needsWrite: false })
    expect(await customers.findNextWork({ shopId, gates: [1], at: AT })).toBe(LATER)
  })

  test('behavior: a flood of unlocks of one customer stays one row, one job and sixteen wallets', async () => {
    const { shopId, add, jobs, wallets } = await openShop()
    await Promise.all(Array.from({ length: 40 }, () => add('77', [makeWallet()])))
    expect(await db.prisma.customerGate.count({ where: { shopId } })).toBe(1)
    expect(await wallets()).toHaveLength(16)
    expect(await jobs()).toBe(1)
  })

  test('behavior: wallets that may not have counted are stored only with a new gate', async () => {
    const { shopId, customers, add, wallets } = await openShop()
    await add('77', [makeWallet()])
    const unlock = { shopId, customerId: '77', vaults: [], isSure: false, at: AT, nextCheckAt: LATER }
    expect(await customers.addUnlock({ ...unlock, gates: [1], wallets: [makeWallet()] })).toBe(false)
    expect(await wallets()).toHaveLength(1)
    expect(await customers.addUnlock({ ...unlock, gates: [2], wallets: [makeWallet()] })).toBe(true)
    expect(await wallets()).toHaveLength(2)
  })

  test('behavior: a wallet counts for the last customer, and the other is read again at once', async () => {
    const { shopId, customers, add, wallets } = await openShop()
    const wallet = makeWallet()
    await add('77', [wallet])
    await add('78', [wallet])
    expect(await wallets()).toEqual([`78 ${wallet.address}`])
    const due = await customers.listDue({ shopId, gates: [1], at: AT, limit: 10 })
    expect(due).toMatchObject([{ customerId: '77', gate: 1, wallets: [] }])
  })

  test('behavior: wallets of contracts count on their chain, and vaults come back whole', async () => {
    const { shopId, customers } = await openShop()
    const [key, contract] = [makeWallet(), makeWallet('contract')]
    const vault = {
      address: sampleAddress(),
      delegates: [key.address as EvmAddress],
      tokens: [{ chain: ethereum, contract: sampleAddress(), tokenId: 2n ** 200n }],
    }
    const unlock = {
      shopId,
      customerId: '5',
      gates: [1],
      isSure: true,
      wallets: [key, contract],
      vaults: [vault],
    }
    await customers.addUnlock({ ...unlock, at: AT, nextCheckAt: AT })
    const [due] = await customers.listDue({ shopId, gates: [1], at: AT, limit: 10 })
    expect(due?.vaults).toEqual([vault])
    expect(due?.wallets).toHaveLength(2)
    expect(due?.wallets).toEqual(expect.arrayContaining([key, contract]))
    expect(await customers.addUnlock({ ...unlock, at: AT, nextCheckAt: AT })).toBe(false)
  })

  test('behavior: a gate that tags nobody stores nobody', async () => {
    const { shopId, customers, add, wallets, jobs } = await openShop()
    await customers.setTag({ shopId, tag: { gate: 1, tag: null, isOn: false, removesWhenPaused: false } })
    expect(await add('77', [makeWallet()])).toBe(false)
    expect([await wallets(), await jobs()]).toEqual([[], 0])
    expect(await customers.findNextWork({ shopId, gates: [], at: AT })).toBeNull()
  })

  test('behavior: tokens that are gone end the row and the wallets; an unlock meanwhile keeps both', async () => {
    const { shopId, customers, add, write, wallets } = await openShop()
    const owls = new Map([[1, 'Owls']])
    const own = makeWallet()
    await add('77', [own])
    await write(owls)
    const [due] = await customers.listDue({ shopId, gates: [1], at: LATER, limit: 10 })
    if (!due) throw new Error('no customer is due')
    const finding = { kind: 'unmet' } as const
    await customers.setChecked({ shopId, due, finding, at: LATER, nextCheckAt: LATER })
    const [leaving] = await customers.listPending({ shopId, gates: [1], at: LATER, limit: 50 })
    expect(leaving).toMatchObject({ customerId: '77', gates: [{ isLeaving: true, ownTag: 'Owls' }] })
    if (!leaving) throw new Error('nobody leaves')
    await add('77', [own])
    const plan = planCustomer({ ...leaving, wanted: owls, found: { tags: ['Owls'], metafield: null } })
    await customers.finish({ shopId, customer: leaving, plan })
    expect(await wallets()).toHaveLength(1)
    expect(await customers.list({ shopId, limit: 10 })).toMatchObject([
      { isLeaving: false, needsWrite: true },
    ])
    await customers.plan({ shopId, wanted: new Map() })
    expect(await write(new Map())).toEqual(['77'])
    expect([await customers.list({ shopId, limit: 10 }), await wallets()]).toEqual([[], []])
  })

  test('behavior: staff page through customers, newest first, each with all gates on one page', async () => {
    const { customers, add, stores, shopId } = await openShop()
    const own = makeWallet()
    for (const id of [1001, 1002, 1003, 1004, 1005]) await add(String(id), [makeWallet()], [1, 2, 3])
    await add('999', [own], [2])
    const page = async (before?: string) =>
      (await customers.list({ shopId, limit: 2, ...(before !== undefined && { before }) })).map(
        ({ customerId, gate }) => `${customerId} ${gate}`,
      )
    expect(await page()).toEqual(['1005 1', '1005 2', '1005 3', '1004 1', '1004 2', '1004 3'])
    expect(await page('1004')).toEqual(['1003 1', '1003 2', '1003 3', '1002 1', '1002 2', '1002 3'])
    expect(await page('1002')).toEqual(['1001 1', '1001 2', '1001 3', '999 2'])
    expect(await page('999')).toEqual([])
    const found = await customers.list({ shopId, wallet: own.address, limit: 2, before: '1000' })
    expect(found).toMatchObject([{ customerId: '999' }])
    const other = sampleShop()
    await stores.shops.save(other)
    expect(await customers.list({ shopId: other.id, limit: 9 })).toEqual([])
  })

  test('behavior: a chain that cannot be read removes nothing, and is told', async () => {
    const { shopId, customers, add, write } = await openShop()
    await add('77', [makeWallet()])
    await write(new Map([[1, 'Owls']]))
    const [due] = await customers.listDue({ shopId, gates: [1], at: LATER, limit: 10 })
    if (!due) throw new Error('no customer is due')
    const finding = { kind: 'unread', chain: ethereum } as const
    await customers.setChecked({ shopId, due, finding, at: LATER, nextCheckAt: LATER + 3600 })
    expect(await customers.countGates({ shopId, gates: [1], limit: 50 })).toMatchObject([
      { tagged: 1, leaving: 0, unread: 1, unreadChains: ['ethereum'], checkedAt: AT },
    ])
    await customers.setChecked({ shopId, due, finding: { kind: 'met' }, at: LATER, nextCheckAt: LATER })
    expect(await customers.countGates({ shopId, gates: [1], limit: 50 })).toMatchObject([
      { unread: 0, checkedAt: LATER },
    ])
  })

  test('behavior: of many customers a thousand of a kind are counted, those with a fault first', async () => {
    const { shopId, customers, stores, add } = await openShop()
    const other = sampleShop()
    await stores.shops.save(other)
    for (const owner of [shopId, other.id])
      await db.prisma.customerGate.createMany({
        data: Array.from({ length: 1_500 }, (_, i) => ({
          ...{ shopId: owner, customerId: BigInt(i + 1), gate: 1n, linkedAt: 1n, checkedAt: 1n },
          ...{ nextCheckAt: 1n, ownTag: 'Owls', askedTag: 'Owls', needsWrite: false },
          ...(i === 1_400 && { unread: 'ethereum' }),
          ...(i === 1_450 && { refusal: 'refused', ownTag: null }),
        })),
      })
    await add('9001', [makeWallet()], [2])
    const count = (gates: number[], limit = 50) => customers.countGates({ shopId, gates, limit })
    expect(await count([1, 2, 3])).toMatchObject([
      {
        ...{ gate: 1, tagged: 999, isMore: true, refused: 1, unread: 1, waiting: 0, leaving: 0 },
        ...{ unreadChains: ['ethereum'], checkedAt: null },
      },
      { gate: 2, tagged: 0, isMore: false, waiting: 1, checkedAt: AT },
    ])
    expect(await count([3, 2, 1], 1)).toHaveLength(1)
    expect(await customers.countLeaving({ shopId })).toBe(0)
    await customers.plan({ shopId, wanted: new Map([[2, 'Two']]) })
    expect(await count([1])).toMatchObject([{ tagged: 0, isMore: false, leaving: 1_000 }])
    expect(await customers.countLeaving({ shopId })).toBe(1_000)
    expect(await customers.countLeaving({ shopId: other.id })).toBe(0)
  })

  test('behavior: a tag that is not the wanted one is written again, and no other', async () => {
    const { shopId, customers, add, write } = await openShop()
    const wanted = (tag: string | null) => new Map([1, 2].map((gate) => [gate, gate === 1 ? tag : 'Two']))
    const pending = async (tag: string | null) => {
      await customers.plan({ shopId, wanted: wanted(tag) })
      const rows = await customers.list({ shopId, limit: 10 })
      return rows.flatMap(({ gate, needsWrite }) => (needsWrite ? [gate] : []))
    }
    await add('77', [makeWallet()], [1, 2])
    await write(wanted('Owls'))
    expect(await pending('Owls')).toEqual([])
    for (const tag of ['Apes', 'Zebras', null, 'Owls']) {
      expect(await pending(tag)).toEqual([1])
      await write(wanted(tag))
      expect(await pending(tag)).toEqual([])
    }
  })

  test('behavior: thousands of rows are marked in parts', async () => {
    const { shopId, customers } = await openShop()
    await db.prisma.customerGate.createMany({
      data: Array.from({ length: 4_500 }, (_, i) => ({
        ...{ shopId, customerId: BigInt(i + 1), gate: i % 9 === 0 ? 2n : 1n, linkedAt: 1n, checkedAt: 1n },
        ...{ nextCheckAt: 1n, ownTag: 'Owls', askedTag: 'Owls', needsWrite: false },
      })),
    })
    const count = (where: object) => db.prisma.customerGate.count({ where: { shopId, ...where } })
    await customers.plan({
      shopId,
      wanted: new Map([1, 2].map((gate) => [gate, gate === 1 ? 'Apes' : 'Owls'])),
    })
    expect(await count({ needsWrite: true, gate: 1n })).toBe(4_000)
    expect(await count({ needsWrite: true })).toBe(4_000)
    await customers.plan({ shopId, wanted: new Map([[2, 'Owls']]) })
    expect([await count({ isLeaving: true }), await count({ needsWrite: false })]).toEqual([4_000, 500])
  })

  test('behavior: of any tags and gates, what differs is marked, and nothing else', async () => {
    const tag = fc.constantFrom(null, 'Apes', 'Owls', 'owls', 'Zebras', 'Ünö')
    const gate = fc.constantFrom<number[]>(1, 2, 3, 4, 7, 8, 90)
    const row = fc.record({ gate, customer: fc.nat(3), askedTag: tag, needsWrite: fc.boolean() })
    const selector = (one: { gate: number; customer: number }) => `${one.gate} ${one.customer}`
    const rows = fc.uniqueArray(row, { selector, maxLength: 20 })
    const check = fc.asyncProperty(rows, fc.array(fc.tuple(gate, tag)), async (given, pairs) => {
      const { shopId, customers } = await openShop()
      await db.prisma.customerGate.createMany({
        data: given.map(({ customer, ...own }) => ({
          ...{ ...own, shopId, customerId: BigInt(customer + 1), gate: BigInt(own.gate) },
          ...{ linkedAt: 1n, checkedAt: 1n, nextCheckAt: 1n },
        })),
      })
      const before = await customers.list({ shopId, limit: 50 })
      const wanted = new Map(pairs)
      await customers.plan({ shopId, wanted })
      const expected = before.map((one) => {
        const isLeaving = !wanted.has(one.gate)
        const isMarked = isLeaving || (!one.needsWrite && one.askedTag !== wanted.get(one.gate))
        return {
          ...{ ...one, isLeaving, needsWrite: one.needsWrite || isMarked },
          version: one.version + Number(isMarked),
        }
      })
      expect(await customers.list({ shopId, limit: 50 })).toEqual(expected)
    })
    await fc.assert(check, { numRuns: 40 })
  })

  test('behavior: merged customers become one, with what this app gave to either', async () => {
    const { shopId, customers, add, write, wallets } = await openShop()
    await add('77', [makeWallet()], [1, 2])
    await add('78', [makeWallet()], [2, 3])
    await write(new Map([1, 2, 3].map((gate) => [gate, `Tag ${gate}`])))
    await customers.merge({ shopId, from: '77', into: '78', at: AT })
    const rows = await customers.list({ shopId, limit: 10 })
    expect(rows.map(({ customerId, gate, ownTag }) => `${customerId} ${gate} ${ownTag}`).sort()).toEqual([
      ...['78 1 Tag 1', '78 2 Tag 2', '78 3 Tag 3'],
    ])
    expect((await wallets()).every((one) => one.startsWith('78 '))).toBe(true)
  })

  test('behavior: deleted customers and other shops’ rows', async () => {
    const [one, other] = [await openShop(), await openShop()]
    const wallet = makeWallet()
    await one.add('77', [wallet])
    await other.add('77', [wallet])
    expect(await one.wallets()).toHaveLength(1)
    await one.customers.delete({ shopId: one.shopId, customerIds: ['77'] })
    expect([await one.wallets(), await other.wallets()]).toMatchObject([[], [`77 ${wallet.address}`]])
    expect(await other.customers.deleteErased({ shopId: other.shopId as ShopId })).toBe(0)
    expect(await other.customers.deleteAll({ shopId: other.shopId })).toBe(1)
  })
})
