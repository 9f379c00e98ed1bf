import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetupError } from '../app/core/errors/base.ts'
import { claimLock } from '../app/db/lock/claimLock.ts'

const WAIT_MS = 200

export type RunAloneParameters<T> = {
  /** The lock file that all these processes name. It also ends with a process that dies. */
  readonly file: string
  /** The locked thing, as the subject of a sentence. */
  readonly holds: string
  readonly run: () => Promise<T>
}

/** Run a function while no other process does: wait until it has ended there. */
export async function runAlone<T>({ file, holds, run }: RunAloneParameters<T>): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true })
  const release = await waitForLock({ file, holds })
  try {
    return await run()
  } finally {
    release()
  }
}

async function waitForLock(parameters: { file: string; holds: string }): Promise<() => void> {
  for (let isTold = false; ; isTold = true) {
    try {
      return await claimLock(parameters)
    } catch (error) {
      if (!(error instanceof SetupError) || error.code !== 'ERR_DATABASE_LOCKED') throw error
      if (!isTold) console.log(`${error.message} Waiting for it to end.`)
      await sleep(WAIT_MS)
    }
  }
}
