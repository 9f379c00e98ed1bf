import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { type Run, runScript } from './runScript.ts'

/** Run `npm run demo` as a person does. */
export const runDemo = (env: Record<string, string>, ...words: string[]): Run =>
  runScript({ script: 'demo', words, env })

/** How many ports a demo takes, from its PORT on. */
const COUNT = 4

/**
 * Find as many consecutive free ports as a demo takes, below those that stand-ins take (`findFreePort`) and those of
 * outgoing connections: another test could take one before the demo does.
 */
export async function findPort(): Promise<number> {
  for (;;) {
    const port = 10_000 + COUNT * randomInt(1_200)
    if (await areFree(port)) return port
  }
}

/** Whether the ports of a demo are free. */
export async function areFree(port: number): Promise<boolean> {
  const ports = Array.from({ length: COUNT }, (_, i) => port + i)
  const found = await Promise.allSettled(ports.map(listen))
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
