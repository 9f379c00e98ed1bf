import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const WRITER = fileURLToPath(new URL('./writeForever.ts', import.meta.url))
const BYTES_OF_ONE = 33

export type Writer = {
  readonly pid: number
  /** What it has written to its error stream. */
  readonly told: () => string
  /** End the process as the OOM killer does; returns the nonces that it had confirmed as stored. */
  readonly kill: () => Promise<string[]>
}

/** Start a process that stores nonces in an embedded database; resolves when it has stored that many. */
export async function startWriter({
  words,
  count,
}: {
  /** Words for `writeForever.ts`. */
  words: readonly string[]
  count: number
}): Promise<Writer> {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stored, complaint] = ['', '']
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  const closed = once(child, 'close')
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stored += chunk
      if (stored.length > count * BYTES_OF_ONE) resolve()
    })
    child.once('exit', (code) => reject(new Error(`The writer ended with ${code}: ${complaint}`)))
  })
  return {
    pid: child.pid ?? 0,
    told: () => complaint,
    kill: async () => {
      child.kill('SIGKILL')
      await closed
      return stored.split('\n').slice(0, -1)
    },
  }
}
