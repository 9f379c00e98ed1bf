import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endWithThis } from '../../standin/processes/endWithThis.ts'
import type { LoadOrder, LoadReport } from './generateLoad.ts'

export type RunningLoad<Order = LoadOrder, Report = LoadReport> = {
  readonly send: (order: Order) => Promise<Report>
  readonly close: () => Promise<void>
}

const GENERATE_LOAD = new URL('generateLoad.ts', import.meta.url)

/** Start a load generator as a separate process. */
export function startLoad<Order extends object = LoadOrder, Report = LoadReport>(
  generator: URL = GENERATE_LOAD,
): RunningLoad<Order, Report> {
  const program = fileURLToPath(generator)
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const letBe = endWithThis(child.pid)
  const exited = once(child, 'exit')
  return {
    send: async (order) => {
      child.send(order)
      const [report] = (await Promise.race([
        once(child, 'message'),
        exited.then(() => Promise.reject(new Error('The load generator ended.'))),
      ])) as [Report]
      return report
    },
    close: async () => {
      child.disconnect()
      await exited
      letBe()
    },
  }
}
