import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type ForkedProxy = {
  readonly url: string
  /** Number of requests since the last call, and the body of the last one. */
  readonly look: () => Promise<{ readonly requests: number; readonly body: string }>
  readonly close: () => Promise<unknown>
}

/** Start a proxy of a node in a separate process. It answers after a delay. */
export async function forkProxy({
  target,
  delayMs,
}: {
  target: string
  delayMs: number
}): Promise<ForkedProxy> {
  const entry = fileURLToPath(new URL('./serveProxy.ts', import.meta.url))
  const child = fork(entry, [target, String(delayMs)], { execArgv: ['--import', 'tsx'] })
  const hear = async () => {
    const [message] = await once(child, 'message')
    return message
  }
  const { url } = (await hear()) as { readonly url: string }
  return {
    url,
    look: async () => {
      const heard = hear()
      child.send('look')
      return (await heard) as { readonly requests: number; readonly body: string }
    },
    close: () => {
      const closed = once(child, 'exit')
      child.disconnect()
      return closed
    },
  }
}
