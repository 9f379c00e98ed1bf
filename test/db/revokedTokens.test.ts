import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { next } from './samples.ts'

const now = 1_790_000_000
const expiresAt = now + 43_200

describe.each(engines)('revokedTokens on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: a token that this process revoked counts at once', async () => {
    const { revokedTokens } = makeStores(db)
    const [tid, other] = [`t${next()}`, `t${next()}`]
    expect(await revokedTokens.has({ tid, now })).toBe(false)
    await revokedTokens.add({ tid, expiresAt })
    expect(await revokedTokens.has({ tid, now })).toBe(true)
    expect(await revokedTokens.has({ tid: other, now })).toBe(false)
  })

  test('behavior: a token that another process revoked counts after five seconds', async () => {
    const [here, there] = [makeStores(db).revokedTokens, makeStores(db).revokedTokens]
    const tid = `t${next()}`
    expect(await there.has({ tid, now })).toBe(false)
    await here.add({ tid, expiresAt })
    expect(await there.has({ tid, now: now + 4 })).toBe(false)
    expect(await there.has({ tid, now: now + 5 })).toBe(true)
  })

  test('behavior: 64 parallel checks, and checks over five seconds, cost one statement', async () => {
    let statements = 0
    const hot: Database['hot'] = {
      query: (name, sql, params) => {
        statements += 1
        return db.hot.query(name, sql, params)
      },
    }
    const { revokedTokens } = makeStores({ ...db, hot })
    const tid = `t${next()}`
    await Promise.all(Array.from({ length: 64 }, () => revokedTokens.has({ tid, now })))
    for (let second = 0; second < 5; second++) await revokedTokens.has({ tid, now: now + second })
    expect(statements).toBe(1)
  })

  test('behavior: of two revocations of a token, parallel ones included, the later end is kept', async () => {
    const { revokedTokens } = makeStores(db)
    const tid = `t${next()}`
    await Promise.all(
      Array.from({ length: 16 }, (_, index) => revokedTokens.add({ tid, expiresAt: expiresAt + index })),
    )
    await revokedTokens.add({ tid, expiresAt })
    expect(await db.prisma.revokedToken.findUnique({ where: { tid } })).toEqual({
      tid,
      expiresAt: BigInt(expiresAt + 15),
    })
  })

  test('behavior: ended revocations are swept at the first and every hundredth, valid ones never', async () => {
    const [old, living] = [`t${next()}`, `t${next()}`]
    await makeStores(db).revokedTokens.add({ tid: old, expiresAt: now - 43_200 })
    await makeStores(db).revokedTokens.add({ tid: living, expiresAt: now + 1 })
    const { revokedTokens } = makeStores(db)
    await revokedTokens.add({ tid: `t${next()}`, expiresAt: now + 86_400 })
    expect(await revokedTokens.has({ tid: old, now })).toBe(false)
    expect(await revokedTokens.has({ tid: living, now })).toBe(true)
  })
})
