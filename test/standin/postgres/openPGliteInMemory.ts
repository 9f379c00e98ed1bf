import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

const cache = fileURLToPath(new URL('../../../.cache', import.meta.url))

/** Start an empty PGlite in memory. The files of a fresh one are kept in `.cache`: loading them is four times as fast. */
export async function openPGliteInMemory(): Promise<PGlite> {
  const file = path.join(cache, `pglite-${readVersion()}.tar`)
  if (existsSync(file)) return PGlite.create({ loadDataDir: new Blob([readFileSync(file)]) })
  const fresh = await PGlite.create()
  const dump = Buffer.from(await (await fresh.dumpDataDir('none')).arrayBuffer())
  mkdirSync(cache, { recursive: true })
  writeFileSync(`${file}.${process.pid}`, dump)
  renameSync(`${file}.${process.pid}`, file)
  return fresh
}

function readVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(entry), '..', 'package.json'), 'utf8'))
  return String(version)
}
