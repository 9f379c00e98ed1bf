import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { planMigration } from './planMigration.ts'

const migrationsDir = fileURLToPath(new URL('../prisma/migrations', import.meta.url))
const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Name the migration after what it does: npm run migration add_lists')
  process.exit(1)
}

const scratch = await PGlite.create('memory://')
const sql = await planMigration({ migrationsDir, scratch })
await scratch.close()
if (sql === '') {
  console.log('The migrations already match prisma/schema.prisma.')
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = path.join(migrationsDir, `${stamp}_${name}`)
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'migration.sql'), sql)
  console.log(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql. Read it before you commit it.`)
}
