import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import type { Scene } from './scene.ts'

/** A server has 30 seconds to end by itself. */
const STOP_MS = 35_000
/** Requests that take longer are cut off, as docs/operations.md says: something else holds them up. */
const CUT_OFF_MS = 10_000
const REQUESTS = 12
const SENT_MS = 20

/** Send a server requests, then SIGTERM. Returns what was wrong: a request without an answer, or an end with a fault. */
export async function askWhileStopping({ doors, stage }: Scene, server: RunningApp): Promise<string | null> {
  const wallet = stage.wallets[0]
  const body = { chain: 'ethereum', walletAddress: wallet?.address }
  const asked = Array.from({ length: REQUESTS }, (_, i) =>
    i % 3 === 0 ? doors.askPage(server, '/app/orders.data') : doors.askProxy(server, 'nonce', body),
  )
  await sleep(SENT_MS)
  const late = setTimeout(() => void server.stop('SIGKILL'), STOP_MS)
  const since = performance.now()
  const code = await server.stop('SIGTERM')
  clearTimeout(late)
  const took = performance.now() - since
  const lost = (await Promise.all(asked)).filter(({ status }) => status === 0)
  if (code !== 0) return `The server ended with code ${code} after SIGTERM.`
  if (lost.length === 0 || took >= CUT_OFF_MS) return null
  const seconds = (took / 1000).toFixed(1)
  return `${lost.length} of ${REQUESTS} requests in flight got no answer from a server that ended after ${seconds} s.`
}
