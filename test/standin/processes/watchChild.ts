import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { endWithThis } from './endWithThis.ts'

export type WatchedChild = {
  /** What it has printed so far, on both streams. */
  readonly output: () => string
  /** Resolves to its exit code; null if a signal ended it. */
  readonly exit: Promise<number | null>
}

/** Collect what a child process prints, and end it by `signal` when the test has finished. */
export function watchChild(
  child: ChildProcessByStdio<null, Readable, Readable>,
  { signal = 'SIGKILL' }: { readonly signal?: NodeJS.Signals } = {},
): WatchedChild {
  const letBe = endWithThis(child.pid)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part
    })
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill(signal)
    await exit
    letBe()
  })
  return { output: () => output, exit }
}
