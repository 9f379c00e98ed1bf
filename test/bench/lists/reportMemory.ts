import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { openBenchShop } from './importLines.ts'
import { sampleLines } from './sampleLines.ts'

/*
 * Import `count` addresses in a separate process and print its peak memory in bytes:
 * node --import tsx test/bench/lists/reportMemory.ts <postgres url> <count>
 */
const [url = '', count = '0'] = process.argv.slice(2)
const db = await openPostgres({ url, migrations: findMigrations() })
const shop = await openBenchShop({ db })
// A small import first loads all modules, so that both sizes start equal.
await shop.importLines({ listId: await shop.makeList(), count: 1_000, read: sampleLines })
await shop.importLines({ listId: await shop.makeList(), count: Number(count), read: sampleLines })
await db.close()
console.log(process.resourceUsage().maxRSS * 1024)
