import { createServer } from 'node:net'
import { type Run, runScript } from './runScript.ts'

/** Run `npm run demo` as a person does. */
export const runDemo = (env: Record<string, string>, ...words: string[]): Run =>
  runScript({ script: 'demo', words, env })

/**
 * Find three consecutive free ports, below those that stand-ins take (`findFreePort`) and those of outgoing connections:
 * another test could take one before the demo does.
 */
export async function findPort(): Promise<number> {
  for (;;) {
    const port = 10_000 + 3 * Math.floor(Math.random() * 1_600)
    if (await areFree(port)) return port
  }
}

/** Whether a port and the next two are free. */
export async function areFree(port: number): Promise<boolean> {
  const found = await Promise.allSettled([port, port + 1, port + 2].map((one) => listen(one)))
  for (const one of found) if (one.status === 'fulfilled') one.value.close()
  return found.every((one) => one.status === 'fulfilled')
}

/** Take a port. @throws Error if another has it */
export function listen(port: number): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
