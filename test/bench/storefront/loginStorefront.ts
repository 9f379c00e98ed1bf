import { startPostgres } from '../../standin/postgres/startPostgres.ts'
import { type RunningLoad, startLoad } from '../api/startLoad.ts'
import { median } from '../compare.ts'
import { countRounds, isOnce, measureAgainIfMissed } from '../rounds.ts'
import type { BenchRow } from '../row.ts'
import { composeNonceRequest, composeUnlockRequest, makeShopper } from './composeLogin.ts'
import { type Contender, type ContenderName, startContenders } from './startContenders.ts'

const CONNECTIONS = 50
const ROUNDS = 15
/**
 * Rounds before the measurement, until the JIT has compiled the code as in a server that has run for a while. It
 * compiles most functions after some thousand calls.
 */
const WARM_ROUNDS = 20
/** Logins of a round: a fraction of a second each, so that noise of the machine hits all contenders. */
const SIZES = { ours: 600, bare: 600, common: 150 } as const satisfies Record<ContenderName, number>
const GATE = 1
/** 0.8 ms on a machine on which the bare server takes 0.4, which is what the goal was set on. */
const CPU_BAR = 2

/** Of one round: logins, how many per second, and CPU time of the servers per login in microseconds. */
type Measured = { readonly count: number; readonly perSecond: number; readonly cpu: number }
type Figures = Record<ContenderName, Measured[]>

/**
 * Measure logins of the storefront: a nonce, then the unlock of one gate with one read of a chain, each of a new wallet
 * at a new address. Beside the production server run the floor (`bareServer.ts`) and the usual stack
 * (`commonServer.ts`). Rounds are interleaved and shuffled. A missed bar is measured once more, because noise only slows
 * down.
 */
export async function benchLoginStorefront(): Promise<BenchRow[]> {
  // Without fsync: waiting for the disk would hide the server's cost.
  const postgres = await startPostgres()
  const load = startLoad()
  const closers: (() => Promise<unknown>)[] = [postgres.close, load.close]
  try {
    const { contenders, close } = await startContenders({ postgresUrl: postgres.url })
    closers.push(close)
    return await measureAgainIfMissed(async () => composeRows(await measure({ contenders, load })))
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

async function measure({ contenders, load }: { contenders: readonly Contender[]; load: RunningLoad }) {
  const figures: Figures = { ours: [], bare: [], common: [] }
  for (let round = isOnce ? 0 : -WARM_ROUNDS; round < countRounds(ROUNDS); round++) {
    for (const contender of [...contenders].sort(() => Math.random() - 0.5)) {
      const measured = await login({ contender, load })
      if (round >= 0) figures[contender.name].push(measured)
    }
  }
  return figures
}

type LoginParameters = { readonly contender: Contender; readonly load: RunningLoad }

/**
 * Log new shoppers in: all ask for a nonce, then all unlock. Each login must open the gate, and works once. They unlock
 * `at` another process, if one is given.
 */
export async function login({
  contender,
  at = contender,
  load,
}: LoginParameters & { readonly at?: Contender }): Promise<Measured> {
  const shoppers = Array.from({ length: SIZES[contender.name] }, makeShopper)
  const nonces = await fire({ contender, load, requests: shoppers.map(composeNonceRequest) })
  const requests = shoppers.map((shopper, i) =>
    composeUnlockRequest({ shopper, answer: nonces.bodies[i] ?? '', gate: GATE }),
  )
  const unlocks = await fire({ contender: at, load, requests })
  const closed = unlocks.bodies.find((body) => !isOpen(body))
  if (closed !== undefined) throw new Error(`${contender.name} did not open the gate: ${closed}`)
  await refuseReplay({ contender: at, load, requests: requests.slice(0, 20) })
  const { length: count } = shoppers
  const cpu = (nonces.cpu + unlocks.cpu) / count
  return { count, perSecond: count / (nonces.seconds + unlocks.seconds), cpu }
}

function isOpen(body: string): boolean {
  const { gates, proof, lineProofs, session } = JSON.parse(body) as Record<string, unknown>
  const [gate] = gates as { kind: string }[]
  return gate?.kind === 'open' && Boolean(proof && session) && (lineProofs as unknown[]).length === 1
}

/** Send all requests at once over the connections; every answer must have status 200. */
async function fire({ contender, load, requests }: LoginParameters & { requests: readonly string[] }) {
  const { name, port, readCpu } = contender
  const before = await readCpu()
  const report = await load.send({ port, connections: CONNECTIONS, requests, keepBodies: true })
  const cpu = (await readCpu()) - before
  if (report.statuses['200'] !== requests.length)
    throw new Error(`${name}: ${JSON.stringify(report.statuses)} ${report.bodies[0] ?? ''}`)
  return { ...report, cpu }
}

async function refuseReplay(parameters: LoginParameters & { requests: readonly string[] }): Promise<void> {
  const { contender, load, requests } = parameters
  const { statuses } = await load.send({ port: contender.port, connections: 4, requests, keepBodies: false })
  if (statuses['401'] !== requests.length)
    throw new Error(`${contender.name} accepted a login twice: ${JSON.stringify(statuses)}`)
}

function composeRows(figures: Figures): BenchRow[] {
  const rate = (against: 'bare' | 'common', bar: number): BenchRow => {
    const of = (name: ContenderName) => figures[name].map(({ perSecond }) => perSecond)
    const ratio = median(of('ours').map((ours, i) => ours / (of(against)[i] ?? Number.NaN)))
    const yardstick = against === 'bare' ? 'bare node:http' : 'express, Prisma, viem'
    const rates = { ours: median(of('ours')), yardstick: median(of(against)) }
    const name = `storefront login against ${yardstick}`
    return { name, ...rates, unit: 'per second', ratio, bar: `≥ ${bar}`, holds: ratio >= bar }
  }
  const cpu = (name: ContenderName) => median(figures[name].map((measured) => measured.cpu))
  const [ours, yardstick] = [cpu('ours'), cpu('bare')]
  const ratio = median(figures.ours.map((one, i) => one.cpu / (figures.bare[i]?.cpu ?? Number.NaN)))
  return [
    rate('bare', 0.6),
    rate('common', 6),
    {
      ...{ name: 'CPU of a storefront login against bare node:http', ours, yardstick, unit: 'µs CPU' },
      ...{ ratio, bar: `≤ ${CPU_BAR}`, holds: ratio <= CPU_BAR },
    },
  ]
}
