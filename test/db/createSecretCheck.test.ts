import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decryptSecret } from '../../app/crypto/secrets.ts'
import { createSecretCheck, describeUnreadable } from '../../app/db/createSecretCheck.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores, openTestSecret } from './makeStores.ts'
import { sampleShop } from './samples.ts'

const now = 1_790_000_000

describe.each(engines)('createSecretCheck on $name', ({ start }) => {
  let engine: RunningEngine
  beforeAll(async () => {
    engine = await start()
  })
  afterAll(() => engine.close())

  test('default: it tells the secret of this database from another one, and changes nothing', async () => {
    const db = await engine.open()
    const check = createSecretCheck({ db, decryptSecret: openTestSecret })
    const other = createSecretCheck({
      db,
      decryptSecret: (parameters) => decryptSecret({ ...parameters, secret: 'x'.repeat(32) }),
    })
    // A new database holds nothing, so no secret is wrong.
    expect([await check(), await other()]).toEqual(Array(2).fill({ stored: 0, unreadable: 0 }))
    const { shops, signingKeys } = makeStores(db)
    await shops.save({ ...sampleShop(), savedAt: now })
    await signingKeys.load({ now, isFresh: true })
    expect(await check()).toEqual({ stored: 2, unreadable: 0 })
    expect(await other()).toEqual({ stored: 2, unreadable: 2 })
    expect(await check()).toEqual({ stored: 2, unreadable: 0 })
  })
})

test('behavior: a wrong secret is described with what to do, a right one not', () => {
  expect(describeUnreadable({ stored: 3, unreadable: 0 })).toBeNull()
  expect(describeUnreadable({ stored: 3, unreadable: 2 })).toEqual({
    found: 'PALISADE_SECRET cannot decrypt 2 of 3 stored secrets. Those shops and keys do not work.',
    next: expect.stringContaining('that this database was first used with'),
  })
})
