import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReadSkew } from '../../app/db/createReadSkew.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'

describe.each(engines)('the clock of $name', ({ name, start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: a server tells its time, and the embedded database has no clock of its own', async () => {
    const skew = await createReadSkew({ db })()
    if (name === 'PGlite') expect(skew).toBe(null)
    else expect(Math.abs(skew ?? Number.NaN)).toBeLessThan(5)
  })
})
