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
          ? `Port ${port} is in use. Set PORT to another one; the demo takes that port and the next two.`
          : `Port ${port} of "${host}" cannot be had (${error.code}). Set HOST to an address of this machine.`,
      )
    })
  }
}

/** Find a port that is free at the moment. */
export function findFreePort(host: string): Promise<number> {
  return listenOnce({ host, port: 0 })
}

function listenOnce({ host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
