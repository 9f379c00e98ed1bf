import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Check that ports are free, before anything starts. @throws Error with a sentence naming the one in use. */
export async function requirePorts({
  host,
  ports,
}: {
  host: string
  ports: readonly number[]
}): Promise<void> {
  for (const port of ports) {
    await listenOnce({ host, port }).catch((error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      throw new Error(
        isTaken
          ? `Port ${port} is in use. Set PORT to another one; the demo takes that port and the next three.`
          : `Cannot listen on port ${port} of "${host}" (${error.code}). Set HOST to an address of this machine.`,
      )
    })
  }
}

/**
 * Find a free port below the ones that systems give to outgoing connections (Linux from 32768, macOS from 49152).
 * A port of that range may be taken by any connection between this look and the listener's start.
 *
 * No other search finds this port while this process lives: demos look for their ports minutes before they listen, and
 * several processes look at once. What claims a port is a listener on the next one, which ends with its process.
 *
 * @throws Error when 50 ports in a row are in use.
 */
export async function findFreePort(host: string): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = FIRST_PORT + 2 * randomInt((END_PORT - FIRST_PORT) / 2)
    if ((await claim(port + 1)) && (await isFree({ host, port }))) return port
  }
  throw new Error(`No free port on "${host}" between ${FIRST_PORT} and ${END_PORT} in 50 tries.`)
}

const FIRST_PORT = 15_000
const END_PORT = 32_000

/** Keep a port until this process ends. Answers whether nobody else has it. */
function claim(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((connection) => connection.destroy())
    server.once('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port }, () => resolve(true)).unref()
  })
}

async function isFree(place: { host: string; port: number }): Promise<boolean> {
  try {
    await listenOnce(place)
    return true
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

function listenOnce({ host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port }, () => server.close(() => resolve()))
  })
}
