import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endWithThis } from '../../standin/processes/endWithThis.ts'
import type { LoadOrder, LoadReport } from './generateLoad.ts'

export type RunningLoad = {
  readonly send: (order: LoadOrder) => Promise<LoadReport>
  readonly close: () => Promise<void>
}

/** Start the load generator as a separate process. */
export function startLoad(): RunningLoad {
  const program = fileURLToPath(new URL('generateLoad.ts', import.meta.url))
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
      ])) as [LoadReport]
      return report
    },
    close: async () => {
      child.disconnect()
      await exited
      letBe()
    },
  }
}
