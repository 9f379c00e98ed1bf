import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleShop } from './samples.ts'

describe.each(engines)('guides on $name', ({ start }) => {
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

  test('default: each shop has its own memory, and nothing at first', async () => {
    const { guides } = makeStores(db)
    const [shopId, other] = [await installShop(), await installShop()]
    await guides.close({ shopId, at: 1_790_000_100, doneSteps: ['block', 'gate'] })
    expect(await guides.load({ shopId })).toEqual({
      dismissedAt: 1_790_000_100,
      doneSteps: ['block', 'gate'],
      selfTest: null,
    })
    expect(await guides.load({ shopId: other })).toEqual({ dismissedAt: null, doneSteps: [], selfTest: null })
  })

  test('behavior: a self-test and a dismissal leave each other as they were, and the last one counts', async () => {
    const { guides } = makeStores(db)
    const shopId = await installShop()
    await guides.saveSelfTest({ shopId, ranAt: 1_790_000_100, failed: 2 })
    await guides.close({ shopId, at: 1_790_000_200, doneSteps: ['block', 'gate', 'permissions'] })
    await guides.close({ shopId, at: 1_790_000_300, doneSteps: ['gate'] })
    await guides.saveSelfTest({ shopId, ranAt: 1_790_000_400, failed: 0 })
    expect(await guides.load({ shopId })).toEqual({
      dismissedAt: 1_790_000_300,
      doneSteps: ['gate'],
      selfTest: { ranAt: 1_790_000_400, failed: 0 },
    })
  })

  test('behavior: a step that this version does not know is ignored', async () => {
    const shopId = await installShop()
    await db.prisma.guide.create({ data: { shopId, dismissedAt: 1n, doneSteps: ['lunch', 'gate'] } })
    expect((await makeStores(db).guides.load({ shopId })).doneSteps).toEqual(['gate'])
  })
})
