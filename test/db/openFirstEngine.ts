import { afterAll, beforeAll } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'

/**
 * Open a database on the first engine for the tests of a file, for rules that every engine keeps in the same way. `take`
 * gets it before the first test.
 */
export function openFirstEngine(take: (db: Database) => void): void {
  let engine: RunningEngine | null = null
  beforeAll(async () => {
    const [first] = engines
    if (!first) throw new Error('There is no engine.')
    engine = await first.start()
    take(await engine.open())
  })
  afterAll(() => engine?.close())
}
