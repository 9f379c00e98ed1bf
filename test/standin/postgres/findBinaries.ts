import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

const DEBIAN = '/usr/lib/postgresql'

/**
 * Find the folder with PostgreSQL's `initdb` and `pg_ctl`: in PATH, else the newest that Debian's packages installed.
 * Null when there is none.
 */
export function findBinaries(): string | null {
  const debian = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(DEBIAN, version, 'bin'))
    : []
  const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...debian]
  return (
    folders.find((folder) => ['initdb', 'pg_ctl'].every((name) => existsSync(path.join(folder, name)))) ??
    null
  )
}
