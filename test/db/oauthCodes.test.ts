import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleCode } from './samples.ts'

const now = 1_790_000_000

describe.each(engines)('oauthCodes on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default', async () => {
    const { oauthCodes } = makeStores(db)
    for (const code of [sampleCode(), sampleCode({ codeChallenge: null })]) {
      await oauthCodes.issue(code)
      expect(await oauthCodes.consume({ hash: code.hash, now })).toEqual({ kind: 'consumed', code })
    }
  })

  test('behavior: one of 64 parallel consumers wins, and the others learn what the code gave', async () => {
    const { oauthCodes } = makeStores(db)
    for (let round = 0; round < 5; round++) {
      const code = sampleCode()
      await oauthCodes.issue(code)
      const ends = await Promise.all(
        Array.from({ length: 64 }, () => oauthCodes.consume({ hash: code.hash, now })),
      )
      expect(ends.filter(({ kind }) => kind === 'consumed')).toHaveLength(1)
      const used = { kind: 'used', projectId: code.projectId, tid: code.tid }
      expect(ends.filter(({ kind }) => kind !== 'consumed')).toEqual(Array.from({ length: 63 }, () => used))
    }
  })

  test('behavior: an unused code is unknown after its end; a used code is known while its token is valid', async () => {
    const { oauthCodes } = makeStores(db)
    const [unused, used] = [sampleCode(), sampleCode()]
    for (const code of [unused, used]) await oauthCodes.issue(code)
    expect(await oauthCodes.consume({ hash: used.hash, now: now + 59 })).toMatchObject({ kind: 'consumed' })
    expect(await oauthCodes.consume({ hash: unused.hash, now: now + 60 })).toEqual({ kind: 'unknown' })
    const end = now + 59 + 43_200
    await makeStores(db).oauthCodes.issue(sampleCode({ expiresAt: end + 60 }))
    expect(await oauthCodes.consume({ hash: used.hash, now: end })).toMatchObject({ kind: 'used' })
    await makeStores(db).oauthCodes.issue(sampleCode({ expiresAt: end + 61 }))
    expect(await oauthCodes.consume({ hash: used.hash, now: end })).toEqual({ kind: 'unknown' })
  })

  test('behavior: a code that was never issued is unknown', async () => {
    const { oauthCodes } = makeStores(db)
    expect(await oauthCodes.consume({ hash: '', now })).toEqual({ kind: 'unknown' })
  })
})
