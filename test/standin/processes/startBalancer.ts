import { connect, createServer, type Socket } from 'node:net'

export type Balancer = {
  readonly close: () => Promise<void>
}

/**
 * Balance connections over several servers, as a load balancer does: each connection goes to the next server, skipping
 * those that refuse it. A request that a dying server had accepted is lost.
 */
export async function startBalancer({
  host,
  port,
  targets,
}: {
  host: string
  port: number
  /** Ports on the same host. */
  targets: readonly number[]
}): Promise<Balancer> {
  const sockets = new Set<Socket>()
  let turn = 0
  const track = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  const join = (client: Socket, tries: number): void => {
    const target = targets[turn++ % targets.length]
    if (target === undefined || tries === 0) {
      client.destroy()
      return
    }
    const server = connect({ host, port: target })
    server.once('error', () => join(client, tries - 1))
    server.once('connect', () => {
      server.removeAllListeners('error')
      track(server)
      client.pipe(server).pipe(client)
      client.on('close', () => server.destroy())
      server.on('close', () => client.destroy())
    })
  }
  const listener = createServer((client) => {
    track(client)
    join(client, targets.length)
  })
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen({ host, port }, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
