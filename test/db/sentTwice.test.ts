import { Session } from '@shopify/shopify-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { addRevision } from '../../app/db/gates/revisions.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { next, sampleDraft, sampleShop } from './samples.ts'

const NOW = 1_790_000_000
const ROUNDS = 6

/** Call it eight times at once. */
const sendAtOnce = (write: (i: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: 8 }, (_, i) => write(i)))

// Of two writes at once that find no row, both make one. No answer may be a fault because of that.
describe.each(engines)('what is sent twice at once, on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  async function installShop() {
    const shop = sampleShop()
    await makeStores(db).shops.save(shop)
    return shop.id
  }

  test('behavior: a shop, its set-up guide, and the name of a member of its staff', async () => {
    const { shops, guides, staff } = makeStores(db)
    for (let round = 0; round < ROUNDS; round++) {
      const shop = sampleShop()
      const shopId = shop.id
      await sendAtOnce(() => shops.save(shop))
      await sendAtOnce((i) =>
        i % 2 === 0
          ? guides.close({ shopId, at: NOW, doneSteps: ['gate'] })
          : guides.saveSelfTest({ shopId, ranAt: NOW, failed: 0 }),
      )
      const name = { shopId, userId: '902541635', name: 'Ada', at: NOW }
      await sendAtOnce(() => staff.setName(name))
      expect(await guides.load({ shopId })).toEqual({
        ...{ dismissedAt: NOW, doneSteps: ['gate'] },
        selfTest: { ranAt: NOW, failed: 0 },
      })
      expect(await staff.listNames({ shopId, userIds: ['902541635'] })).toEqual(
        new Map([['902541635', 'Ada']]),
      )
    }
  })

  test("behavior: a gate's tag for customers", async () => {
    const { customers } = makeStores(db)
    const shopId = await installShop()
    for (let gate = 1; gate <= ROUNDS; gate++)
      await sendAtOnce((i) =>
        customers.setTag({ shopId, tag: { gate, tag: `vip ${i}`, isOn: true, removesWhenPaused: false } }),
      )
    expect(await customers.listTags({ shopId })).toHaveLength(ROUNDS)
  })

  test('behavior: a session', async () => {
    const { sessionStorage } = makeStores(db)
    for (let round = 0; round < ROUNDS; round++) {
      const session = new Session({
        ...{ id: `offline_${next()}`, shop: 'a.myshopify.com', state: '', isOnline: false },
        accessToken: 'shpat_access',
      })
      await sendAtOnce(() => sessionStorage.storeSession(session))
      expect((await sessionStorage.loadSession(session.id))?.equals(session)).toBe(true)
    }
  })

  test('behavior: the standing of a gate at one second', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const { number } = await gates.create({
      ...{ actor: 'system', shopId, draft: sampleDraft(), profile: 0, at: NOW },
    })
    const gate = await db.prisma.gate.findUniqueOrThrow({
      where: { shopId_number: { shopId, number: BigInt(number) } },
    })
    for (let at = NOW + 1; at <= NOW + ROUNDS; at++)
      await sendAtOnce(() => db.prisma.$transaction((tx) => addRevision({ tx, gate, at: BigInt(at) })))
    expect(await db.prisma.gateStanding.count({ where: { shopId } })).toBe(ROUNDS + 1)
  })
})
