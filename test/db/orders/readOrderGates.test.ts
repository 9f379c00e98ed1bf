import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Subject } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld } from './openWorld.ts'

const OPEN = { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 1_000 } } as const

describe.each(engines)('readOrderGates on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: named gates, and those that closed a product of the order, whatever they are about', async () => {
    const world = await openWorld({ db })
    // A shop whose products have the same ids.
    await (await openWorld({ db })).makeGate({ subject: { kind: 'all' } })
    const make = async (subject: Subject, isExclusive = true) =>
      (await world.makeGate({ subject, ...(isExclusive ? {} : { reaction: OPEN }) })).number
    const byProduct = await make({ kind: 'products', ids: [1, 8101] })
    const byVariant = await make({ kind: 'variants', variants: [{ productId: 8101, variantId: 9101 }] })
    const byCollection = await make({ kind: 'collections', ids: [5, 6] })
    const all = await make({ kind: 'all' })
    const named = await make({ kind: 'products', ids: [2] })
    await make({ kind: 'products', ids: [2, 81_011] })
    await make({ kind: 'collections', ids: [8101] })
    await make({ kind: 'products', ids: [8101] }, false)
    const deleted = await make({ kind: 'products', ids: [8101] })
    await world.ports.gates.delete({
      ...{ shopId: world.shop.id, actor: 'system', at: ORDERED + 60 },
      number: deleted as never,
    })
    const read = async (productIds: number[], collectionIds: number[], numbers: number[] = []) => {
      const asked = { shopId: world.shop.id, orderedAt: ORDERED, numbers, productIds, collectionIds }
      return (await world.ports.settlements.readGates(asked)).map(({ number }) => Number(number))
    }
    expect(await read([8101], [6], [named])).toEqual(
      [byProduct, byVariant, byCollection, all, named, deleted].sort((a, b) => a - b),
    )
    expect(await read([8101], [])).toEqual([byProduct, byVariant, all, deleted])
    expect(await read([7], [])).toEqual([all])
    expect(await read([], [])).toEqual([all])
  })
})
