import type { Database } from '../../app/db/database.ts'
import { createMemory } from '../../app/db/known/createMemory.ts'
import { createLeases } from '../../app/db/limits.ts'

/** What the ports of a login share in one process, for tests that open a single port. */
export function openHotStores(db: Database) {
  const now = () => 1_790_000_000
  return {
    db,
    memory: createMemory({ now }),
    leases: createLeases({ db, now, hashPersonal: (text) => text }),
  }
}
