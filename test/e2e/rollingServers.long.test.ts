import { expect, onTestFinished, test } from 'vitest'
import { checkDrop } from './drop/checkDrop.ts'
import type { DropReport } from './drop/generateDrop.ts'
import { countHolders, makeDropGate, openStage } from './drop/runDrop.ts'
import { startProxy } from './drop/startProxy.ts'

/*
 * Servers are stopped and started again under load, one after the other, behind a proxy that repeats only what was never
 * sent. Every shopper gets the answer that is true, once.
 */
const STOPS = 4
const TOTAL = 300
const PER_ORDER = 150
const MOST_WALLETS = 30_000

test('behavior: no answer is lost or given twice while two servers stop and start in turn', async () => {
  const stage = await openStage({
    wallets: MOST_WALLETS,
    env: { DRAIN_SECONDS: '1' },
    say: () => undefined,
  })
  onTestFinished(stage.close)
  const { servers, order, send } = stage
  const proxy = await startProxy([servers.a, servers.b])
  onTestFinished(proxy.close)
  const { gate } = await makeDropGate(servers, { name: 'Rolling', total: String(TOTAL) })
  let isOver = false
  const stopping = (async () => {
    for (let stops = 0; stops < STOPS; stops++) {
      const server = stops % 2 === 0 ? servers.a : servers.b
      expect(await server.stop('SIGTERM')).toBe(0)
      await server.restart()
    }
  })().finally(() => {
    isOver = true
  })
  const reports: DropReport[] = []
  let wallets = 0
  while (!isOver && wallets < MOST_WALLETS) {
    const shoppers = { from: wallets, to: wallets + PER_ORDER }
    wallets += PER_ORDER
    reports.push(await send({ ...order, ports: [proxy.port], gate, ...shoppers, crowd: 40 }))
  }
  await stopping
  const report = mergeReports(reports)
  console.log(
    `${wallets} logins while ${STOPS} servers stopped; ${proxy.countTurned()} requests went to the other server.`,
  )
  expect(proxy.lost).toEqual([])
  const holders = countHolders(wallets)
  expect(await checkDrop({ servers, report, gate: gate.id, wallets, holders, total: TOTAL })).toEqual([])
  expect(wallets).toBeGreaterThan(PER_ORDER)
}, 900_000)

function mergeReports(reports: readonly DropReport[]): Pick<DropReport, 'ends' | 'kinds' | 'opened'> {
  const ends: Record<string, number> = {}
  for (const report of reports)
    for (const [kind, count] of Object.entries(report.ends)) ends[kind] = (ends[kind] ?? 0) + count
  return {
    ends,
    kinds: Object.assign({}, ...reports.map(({ kinds }) => kinds)) as DropReport['kinds'],
    opened: reports.flatMap(({ opened }) => opened),
  }
}
