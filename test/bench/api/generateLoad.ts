import { converse, openConnection } from './converse.ts'

/*
 * A load client in a separate process, so that its cost falls on no server. It uses raw keep-alive connections with one
 * request at a time on each, and parses answers by hand. It gets its orders over IPC.
 */

/** One round: every request is sent once, byte for byte. */
export type LoadOrder = {
  readonly port: number
  readonly connections: number
  readonly requests: readonly string[]
  /** Whether to return the answers' bodies, in the order of the requests. */
  readonly keepBodies: boolean
}
export type LoadReport = {
  readonly seconds: number
  /** Number of answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly bodies: readonly string[]
}

process.on('message', (order: LoadOrder) => void run(order).then((report) => process.send?.(report)))
process.on('disconnect', () => process.exit(0))

async function run({ port, connections, requests, keepBodies }: LoadOrder): Promise<LoadReport> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const bytes = requests.map((request) => Buffer.from(request))
  const statuses: Record<string, number> = {}
  const bodies: string[] = keepBodies ? new Array<string>(requests.length).fill('') : []
  let next = 0
  const started = process.hrtime.bigint()
  await Promise.all(
    sockets.map(async (socket) => {
      const ask = converse(socket)
      for (let i = next++; i < bytes.length; i = next++) {
        const { status, body } = await ask(bytes[i] ?? Buffer.alloc(0))
        statuses[status] = (statuses[status] ?? 0) + 1
        if (keepBodies) bodies[i] = body()
      }
    }),
  )
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  for (const socket of sockets) socket.destroy()
  return { seconds, statuses, bodies }
}
