import { existsSync, readdirSync } from 'node:fs'

const LIBRARIES = '/usr/lib'

/** Find the library that gives a process another clock, as Debian's package `faketime` installs it; null if there is none. */
export function findFaketime(): string | null {
  if (!existsSync(LIBRARIES)) return null
  const files = readdirSync(LIBRARIES).map((name) => `${LIBRARIES}/${name}/faketime/libfaketime.so.1`)
  return files.find((file) => existsSync(file)) ?? null
}
