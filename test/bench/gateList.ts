import { formatGateList } from '../../app/admin/formatGateList.ts'
import type { GateFilter, GateSort } from '../../app/core/gate/filter.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../app/db/openAttachedPGlite.ts'
import { listGatePage } from '../../app/flows/gates/listGatePage.ts'
import { makeStores } from '../db/makeStores.ts'
import { sampleDraft, sampleShop } from '../db/samples.ts'
import { openPGliteInMemory } from '../standin/postgres/openPGliteInMemory.ts'
import { median } from './compare.ts'
import { countRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'

const gates = 2_000
const rounds = 9
/** Milliseconds of the server for a page of the admin. */
const most = 300

/** What a merchant may ask of the list: `found` is how many gates it has on all pages. */
const ASKED: readonly { name: string; filter: GateFilter; sort: GateSort; found: number }[] = [
  { name: 'the first page', filter: {}, sort: 'newest', found: gates },
  { name: 'a search for a token and a name', filter: { words: ['ape', '7'] }, sort: 'name', found: 542 },
  { name: 'a search for a token of all', filter: { words: ['ape'] }, sort: 'name', found: gates },
  { name: 'a search that finds nothing', filter: { words: ['nowhere'] }, sort: 'changed', found: 0 },
]

/** Measure the server's work for the list of a shop with 2,000 gates: statements, parsing and formatting. */
export async function benchGateList(): Promise<BenchRow[]> {
  const pglite = await openPGliteInMemory()
  const db = await openAttachedPGlite({ pglite, migrations: findMigrations(), end: () => pglite.close() })
  try {
    const stores = makeStores(db)
    const record = sampleShop()
    await stores.shops.save(record)
    const at = record.savedAt
    await stores.gates.create({
      actor: 'system',
      shopId: record.id,
      draft: sampleDraft({ name: 'Gate 1' }),
      profile: 0,
      at,
    })
    await db.prisma.$executeRaw`INSERT INTO gate SELECT (jsonb_populate_record(gate,
        jsonb_build_object('number', n, 'name', 'Gate ' || n))).*
      FROM gate CROSS JOIN generate_series(2, ${gates}) AS n WHERE shop_id = ${record.id}`
    const ctx = { ...stores, jobs: { find: async () => null }, now: () => at }
    const rows: BenchRow[] = []
    for (const { name, filter, sort, found } of ASKED) {
      const times: number[] = []
      for (let round = 0; round < countRounds(rounds); round++) {
        const start = performance.now()
        const { myshopifyDomain } = record
        const page = await listGatePage(ctx as never, { myshopifyDomain, filter, sort })
        formatGateList({ ...page, now: at })
        times.push(performance.now() - start)
        if (page.total !== found) throw new Error(`The list found ${page.total} gates, not ${found}.`)
      }
      const ours = median(times)
      const row = { name: `gates, ${name} of 2,000, PGlite`, ours, yardstick: most, unit: 'ms' }
      rows.push({ ...row, ratio: ours / most, bar: '≤ 1', holds: ours <= most })
    }
    return rows
  } finally {
    await db.close()
  }
}
