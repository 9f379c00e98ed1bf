import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleNonce, UNBOUND } from './samples.ts'

describe.each(engines)('nonces on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const keyOf = ({ value, door, shopId, issuedAt }: ReturnType<typeof sampleNonce>) => ({
    value,
    door,
    shopId,
    now: issuedAt,
  })

  type Nonces = ReturnType<typeof makeStores>['nonces']
  const find = async (nonces: Nonces, key: Parameters<Nonces['find']>[0]) => {
    const found = await nonces.find(key, [])
    return 'nonce' in found ? found.nonce : null
  }
  const consume = async (nonces: Nonces, key: Parameters<Nonces['consume']>[0]) =>
    (await nonces.consume(key, UNBOUND)) === 'consumed'

  test('default', async () => {
    const { nonces } = makeStores(db)
    const nonce = sampleNonce()
    await nonces.issue(nonce, UNBOUND)
    expect(await find(nonces, keyOf(nonce))).toEqual(nonce)
    expect(await consume(nonces, keyOf(nonce))).toBe(true)
    expect(await find(nonces, keyOf(nonce))).toBeNull()
    expect(await consume(nonces, keyOf(nonce))).toBe(false)
    const unbound = sampleNonce({ wallet: null })
    await nonces.issue(unbound, UNBOUND)
    expect(await find(nonces, keyOf(unbound))).toEqual(unbound)
  })

  test('behavior: one of 64 parallel consumers wins', async () => {
    const { nonces } = makeStores(db)
    for (let round = 0; round < 5; round++) {
      const nonce = sampleNonce()
      await nonces.issue(nonce, UNBOUND)
      const wins = await Promise.all(Array.from({ length: 64 }, () => consume(nonces, keyOf(nonce))))
      expect(wins.filter(Boolean)).toHaveLength(1)
    }
  })

  test('behavior: of many logins that two processes use up at once, in other orders, each is used up by one', async () => {
    const [here, there] = [makeStores(db).nonces, makeStores(db).nonces]
    for (let round = 0; round < 5; round++) {
      const all = Array.from({ length: 60 }, () => sampleNonce())
      await Promise.all(all.map((nonce) => here.issue(nonce, UNBOUND)))
      const wins = await Promise.all([
        ...all.map((nonce) => consume(here, keyOf(nonce))),
        ...all.toReversed().map((nonce) => consume(there, keyOf(nonce))),
      ])
      expect(wins.filter(Boolean)).toHaveLength(all.length)
      expect(all.every((_, i) => wins[i] !== wins[wins.length - 1 - i])).toBe(true)
    }
  })

  test('behavior: a login that cannot be stored leaves those alone that came with it', async () => {
    const { nonces } = makeStores(db)
    const [taken, fresh] = [sampleNonce(), sampleNonce()]
    await nonces.issue(taken, UNBOUND)
    const answers = await Promise.allSettled([taken, fresh].map((nonce) => nonces.issue(nonce, UNBOUND)))
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(await consume(nonces, keyOf(fresh))).toBe(true)
  })

  test('behavior: a nonce is unknown to another shop, to another door and after its end, and failed attempts do not use it up', async () => {
    const { nonces } = makeStores(db)
    const nonce = sampleNonce()
    await nonces.issue(nonce, UNBOUND)
    const strangers = [
      { ...keyOf(nonce), shopId: nonce.shopId + 1n },
      { ...keyOf(nonce), door: 'picket' as 'proxy' },
      { ...keyOf(nonce), now: nonce.expiresAt },
      { ...keyOf(nonce), value: `${nonce.value} ` },
      { ...keyOf(nonce), value: '' },
    ]
    for (const key of strangers) {
      expect(await find(nonces, key)).toBeNull()
      expect(await consume(nonces, key)).toBe(false)
    }
    expect(await consume(nonces, { ...keyOf(nonce), now: nonce.expiresAt - 1 })).toBe(true)
  })

  test('behavior: expired nonces are swept at the first issue and every hundredth', async () => {
    const { nonces } = makeStores(db)
    const old = sampleNonce({ issuedAt: 1_000, expiresAt: 1_120 })
    const count = () => db.prisma.nonce.count({ where: { expiresAt: { lte: 1_120n } } })
    await nonces.issue(old, UNBOUND)
    expect(await count()).toBe(1)
    await nonces.issue(sampleNonce(), UNBOUND)
    expect(await count()).toBe(1)
    for (let issued = 2; issued < 101; issued++) await nonces.issue(sampleNonce(), UNBOUND)
    expect(await count()).toBe(0)
    const alive = sampleNonce()
    await nonces.issue(alive, UNBOUND)
    expect(await find(nonces, keyOf(alive))).toEqual(alive)
  })

  test('refuses: a value that is already taken', async () => {
    const { nonces } = makeStores(db)
    const nonce = sampleNonce()
    await nonces.issue(nonce, UNBOUND)
    await expect(nonces.issue({ ...nonce, statement: 'another' }, UNBOUND)).rejects.toThrow(/duplicate key/)
    expect(await find(nonces, keyOf(nonce))).toEqual(nonce)
  })
})
