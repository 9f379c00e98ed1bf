import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

export type InstallPackageParameters = {
  /** A Debian package. */
  readonly name: string
  readonly env?: NodeJS.ProcessEnv
  readonly waitsSeconds?: number
  readonly say?: (sentence: string) => void
}

/** How long another apt, such as unattended-upgrades, may hold a lock. */
const WAITS_SECONDS = 600
const EVERY_MS = 1000
/** What apt says in English when another process holds one of its locks, or dpkg's. */
const LOCKED = /^E: Could not get lock .*/m

/**
 * Install a package with apt, and wait while another process holds a lock. `DPkg::Lock::Timeout` covers dpkg's lock
 * alone, not those of the lists and archives, so this repeats the command.
 * @returns null, or one sentence that says why the package is not installed
 */
export async function installPackage({
  name,
  env = process.env,
  waitsSeconds = WAITS_SECONDS,
  say = console.log,
}: InstallPackageParameters): Promise<string | null> {
  const deadline = Date.now() + waitsSeconds * 1000
  let hasSaid = false
  for (const words of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', name],
  ]) {
    for (;;) {
      const error = await runApt({ words, env })
      if (error === null) break
      const locked = LOCKED.exec(error)?.[0].slice('E: '.length)
      if (locked === undefined) return `apt-get ${words[0]} failed: ${describeOutput(error)}`
      if (Date.now() >= deadline)
        return `Another process held apt's lock for ${waitsSeconds} seconds: ${locked}`
      if (!hasSaid) say(`Waiting up to ${waitsSeconds} seconds for another apt: ${locked}`)
      hasSaid = true
      await wait(EVERY_MS)
    }
  }
  return null
}

/** @returns null, or what apt-get wrote to stderr before it failed */
function runApt({
  words,
  env,
}: Pick<InstallPackageParameters, 'env'> & { readonly words: readonly string[] }): Promise<string | null> {
  const child = spawn('apt-get', words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: Object.assign({}, env, { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }),
  })
  let error = ''
  child.stderr.on('data', (chunk) => (error += chunk))
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message))
    child.once('close', (code) => resolve(code === 0 ? null : error))
  })
}

/** apt's first error, on one line. */
const describeOutput = (error: string): string =>
  /^E: (.*)/m.exec(error)?.[1] ?? (error.trim().split('\n').at(-1) || 'it gave no reason.')
