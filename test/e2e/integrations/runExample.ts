import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { findFreePort } from '../../standin/processes/findPorts.ts'

export const EXAMPLES = path.resolve('docs/integrations/examples')

export type RunExampleParameters = {
  /** Path below the examples' folder, e.g. `sign-in/server.mjs`, or an absolute one. */
  readonly file: string
  readonly env: Readonly<Record<string, string>>
}
export type RunningExample = {
  /** `http://localhost:<port>`. */
  readonly origin: string
  readonly close: () => Promise<void>
}

/** Run a server of the documentation as its page says, in a separate process. @throws Error with its output. */
export async function runExample({ file, env }: RunExampleParameters): Promise<RunningExample> {
  const port = await findFreePort('localhost')
  const origin = `http://localhost:${port}`
  const child = spawn(process.execPath, [path.resolve(EXAMPLES, file)], {
    env: { ...process.env, PORT: String(port), BASE_URL: origin, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await waitUntilUp(child, file)
  return {
    origin,
    close: async () => {
      child.kill()
      await ended
    },
  }
}

function waitUntilUp(child: ChildProcess, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        printed += chunk
        if (/listens on/.test(printed)) resolve()
      })
    }
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${printed}`)))
  })
}
