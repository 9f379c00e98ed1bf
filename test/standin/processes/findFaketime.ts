import { existsSync, readdirSync } from 'node:fs'

const LIBRARIES = '/usr/lib'

/** The environment of a process whose clock the library of `findFaketime` sets, but for the time itself. */
export const composeFaketimeEnv = (library: string) => ({
  LD_PRELOAD: library,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  // A killed process leaves its semaphore behind, and the next one with its number would wait for it for ever.
  FAKETIME_DISABLE_SHM: '1',
})

/** The words before a command that give it these variables. */
export const composeEnvWords = (variables: Readonly<Record<string, string>>): ['env', ...string[]] => [
  'env',
  ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
]

/** Find the library that gives a process another clock, as Debian's package `faketime` installs it; null if there is none. */
export function findFaketime(): string | null {
  if (!existsSync(LIBRARIES)) return null
  const files = readdirSync(LIBRARIES).map((name) => `${LIBRARIES}/${name}/faketime/libfaketime.so.1`)
  return files.find((file) => existsSync(file)) ?? null
}
