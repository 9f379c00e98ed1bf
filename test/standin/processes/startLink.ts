import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What a line does: each packet comes so many milliseconds late, or every connection is cut and refused. */
export type LinkFault = { readonly lateMs: number } | 'cut'
export type Link = {
  /** On 127.0.0.1. */
  readonly port: number
  /** Let the line be bad from now on; null: good again. */
  readonly set: (fault: LinkFault | null) => void
  readonly close: () => void
}

/** Stand between two processes as the line that connects them. Packets keep their order, however late they are. */
export async function startLink(target: { readonly host: string; readonly port: number }): Promise<Link> {
  let fault: LinkFault | null = null
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
  }
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  const carry = (from: Socket, to: Socket) => {
    let dueAt = 0
    const late = (act: () => void) => {
      const lateMs = fault !== null && fault !== 'cut' ? fault.lateMs : 0
      const now = performance.now()
      dueAt = Math.max(dueAt, now + lateMs)
      if (dueAt <= now) act()
      else setTimeout(act, dueAt - now)
    }
    from.on('data', (packet) => late(() => to.writable && to.write(packet)))
    from.on('end', () => late(() => to.end()))
    from.on('close', () => late(() => to.destroy()))
  }
  const server = createServer((client) => {
    if (fault === 'cut') return void client.resetAndDestroy()
    const upstream = connect(target)
    for (const socket of [client, upstream]) keep(socket)
    carry(client, upstream)
    carry(upstream, client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      fault = next
      if (next === 'cut') cut()
    },
    close: () => {
      server.close()
      cut()
    },
  }
}
