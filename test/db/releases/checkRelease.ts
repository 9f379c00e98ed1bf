import { expect } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { makeStores } from '../makeStores.ts'
import { makeLine, openWorld } from '../orders/openWorld.ts'
import { RELEASE_PROJECT, RELEASE_SESSION, RELEASE_SHOP, type ReleaseFacts } from './release.ts'

/** Check that a database filled by `writeRelease` has kept everything, and that unlocks and orders go on. */
export async function checkRelease({ db, facts }: { db: Database; facts: ReleaseFacts }): Promise<void> {
  const world = await openWorld({ db, record: RELEASE_SHOP })
  const stores = makeStores(db, { now: () => world.now })
  const shopId = RELEASE_SHOP.id
  const { gates, unreadable } = await stores.gates.listReadable({ shopId })
  expect([gates.map(({ name }) => name).sort(), unreadable]).toEqual([['Once', 'Open'], []])
  const [gate, openGate] = [facts.gate, facts.openGate].map((number) => {
    const found = gates.find((one) => one.number === number)
    if (!found) throw new Error(`Gate ${number} is gone.`)
    return found
  })
  if (!gate || !openGate) throw new Error('A gate is gone.')
  expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 1 })
  expect((await world.load(1)).settlement.outcome).toBe('committed')
  // The wallet has had its use; another one has not, and its order is settled.
  expect((await world.unlock({ gates: [gate], wallet: facts.wallet })).usedUp).toEqual([gate.number])
  const other = await world.unlock({ gates: [gate] })
  expect(other.usedUp).toEqual([])
  world.shopify.place({ id: 2, proof: other.proofs.c })
  await world.hear(2)
  expect(await world.outcome(2)).toBe('committed')
  expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 2 })
  // The proof that was open admits an order.
  world.shopify.place({ id: 3, proof: facts.openProof, lines: [makeLine({ productId: 8102 })] })
  await world.hear(3)
  expect(await world.outcome(3)).toBe('committed')
  const found = await stores.apiKeys.find({ hash: facts.keyHash, now: world.now })
  expect(found?.project).toMatchObject({ id: RELEASE_PROJECT, name: 'Release' })
  expect((await stores.sessionStorage.loadSession(RELEASE_SESSION))?.accessToken).toBe(facts.accessToken)
  expect((await stores.signingKeys.load({ now: world.now, isFresh: true })).length).toBeGreaterThan(0)
}
