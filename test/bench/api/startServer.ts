import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endWithThis } from '../../standin/processes/endWithThis.ts'
import { findFreePort } from '../../standin/processes/findPorts.ts'

export type StartServerParameters = {
  /** Arguments for Node. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}
export type RunningServer = {
  readonly port: number
  /** CPU time of its process since the start, in microseconds. */
  readonly readCpu: () => Promise<number>
  readonly close: () => Promise<void>
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const REPORT_CPU = new URL('reportCpu.mjs', import.meta.url).href
const STARTS_WITHIN_MS = 60_000

/** Start a server as a separate process with its port in PORT; resolves when it answers. */
export async function startServer({ args, env }: StartServerParameters): Promise<RunningServer> {
  const port = await findFreePort('127.0.0.1')
  const child = spawn(process.execPath, ['--import', REPORT_CPU, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  })
  const letBe = endWithThis(child.pid)
  const exited = once(child, 'exit')
  const ended = exited.then(([code]) => Promise.reject(new Error(`${args.at(-1)} ended with code ${code}.`)))
  ended.catch(() => undefined)
  await Promise.race([waitForAnswers(port), ended])
  return {
    port,
    readCpu: async () => {
      child.send('cpu')
      const [used] = (await Promise.race([once(child, 'message'), ended])) as [number]
      return used
    },
    close: async () => {
      child.kill('SIGTERM')
      const killer = setTimeout(() => child.kill('SIGKILL'), 5000)
      await exited
      clearTimeout(killer)
      letBe()
    },
  }
}

async function waitForAnswers(port: number): Promise<void> {
  for (const until = Date.now() + STARTS_WITHIN_MS; Date.now() < until; ) {
    if (await isAnswering(port)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Nothing answers on port ${port}.`)
}

/** Whether a server answers. Ours answers 503 while it loads, and yardsticks have the first page as well. */
async function isAnswering(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).catch(() => null)
  await response?.body?.cancel()
  return response !== null && response.status !== 503
}
