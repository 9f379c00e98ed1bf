import type { PGlite } from '@electric-sql/pglite'
import type { Database } from '../../../app/db/database.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../../app/db/openAttachedPGlite.ts'
import { createEmptier, type Emptier } from './createEmptier.ts'
import { openPGliteInMemory } from './openPGliteInMemory.ts'

/** Empty databases of this process that wait for their next user: a start of PGlite takes most of a second of CPU. */
const waiting: Kept[] = []
type Kept = { readonly pglite: PGlite; readonly emptier: Emptier }

/**
 * Open an empty database of this app with all migrations, on a PGlite in memory. A closed one is emptied for the next
 * caller, unless its schema or settings have changed.
 */
export async function openMemoryDatabase(): Promise<Database> {
  const migrations = findMigrations()
  const kept = waiting.pop() ?? (await start())
  const { proxy, revoke } = lend(kept.pglite)
  const end = async () => {
    // From here on a late statement fails, as it does on a closed PGlite.
    revoke()
    if (await kept.emptier.empty().catch(() => false)) waiting.push(kept)
    else await kept.pglite.close()
  }
  return openAttachedPGlite({ pglite: proxy, migrations, end })
}

async function start(): Promise<Kept> {
  const pglite = await openPGliteInMemory({ migrations: findMigrations() })
  return { pglite, emptier: await createEmptier(pglite) }
}

/** A PGlite that can be taken back. Its methods need their own object, because its fields are private. */
function lend(pglite: PGlite): { proxy: PGlite; revoke: () => void } {
  return Proxy.revocable(pglite, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
