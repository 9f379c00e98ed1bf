import { availableParallelism } from 'node:os'
import { Client } from 'pg'
import { findParent, readTreeCpu } from '../e2e/drop/readCpu.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { type RunningLoad, startLoad } from './api/startLoad.ts'
import { median } from './compare.ts'
import { countRounds, isOnce, measureAgainIfMissed } from './rounds.ts'
import type { BenchRow } from './row.ts'
import { login } from './storefront/loginStorefront.ts'
import { type Contender, startContenders } from './storefront/startContenders.ts'

const ROUNDS = 12
/** Rounds of each process before the measurement. The JIT compiles most functions after some thousand calls. */
const WARM_ROUNDS = 12
const CPU_BAR = 1.05
/** An unlock whose nonce another process issued costs one more look. */
const CROSSED_BAR = 1.25
const RATE_BAR = 1.8
/** Two servers, PostgreSQL's two, the chain and the generators. With fewer, a second process has no core of its own. */
const CORES_FOR_RATE = 6

type Pair = readonly [Contender, Contender]
type Round = {
  /** CPU of servers and PostgreSQL, in milliseconds a login. */
  readonly cpuMs: number
  readonly perSecond: number
}
type Rounds = Record<'one' | 'two' | 'crossed' | 'bareOne' | 'bareTwo', Round[]>

/**
 * Measure storefront logins at one process and at two, on one PostgreSQL, in turn. Each process has its own load, as if
 * the second was added for twice as many shoppers. A second process must not make a login dearer. Crossed, each shopper
 * unlocks at the process that did not issue the nonce. The floor beside it tells what the machine takes from two
 * processes. Whether a second one doubles the logins only a machine with enough cores can show. A missed bar is measured
 * once more, because noise only adds.
 */
export async function benchProcesses(): Promise<BenchRow[]> {
  const postgres = await startPostgres()
  const loads = [startLoad(), startLoad()] as const
  const closers: (() => Promise<unknown>)[] = [postgres.close, ...loads.map(({ close }) => close)]
  try {
    const names = ['ours', 'ours', 'bare', 'bare'] as const
    const { contenders, close } = await startContenders({ postgresUrl: postgres.url, names })
    closers.push(close)
    const postmaster = await findPostmaster(postgres.url)
    return await measureAgainIfMissed(async () =>
      describeRows(await measure({ contenders, loads, postmaster })),
    )
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

async function findPostmaster(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
  const pid = findParent(Number(rows[0].pid))
  await client.end()
  return pid
}

async function measure({
  contenders,
  loads,
  postmaster,
}: {
  contenders: readonly Contender[]
  loads: readonly [RunningLoad, RunningLoad]
  postmaster: number
}): Promise<Rounds> {
  const rounds: Rounds = { one: [], two: [], crossed: [], bareOne: [], bareTwo: [] }
  const readServers = async (servers: readonly Contender[]) => {
    const all = await Promise.all(servers.map(({ readCpu }) => readCpu()))
    return all.reduce((sum, one) => sum + one, 0) / 1000
  }
  const time = async (visits: readonly { contender: Contender; at?: Contender }[]): Promise<Round> => {
    // Over the whole round: while one shopper asks a server for a nonce, another may unlock there.
    const servers = visits.map(({ contender }) => contender)
    const [before, startedAt] = [await readServers(servers), performance.now()]
    const postgresqlBefore = readTreeCpu(postmaster)
    const logins = await Promise.all(
      visits.map((visit, i) => login({ ...visit, load: loads[i] ?? loads[0] })),
    )
    const seconds = (performance.now() - startedAt) / 1000
    const count = logins.reduce((sum, one) => sum + one.count, 0)
    const postgresql = 1000 * (readTreeCpu(postmaster) - postgresqlBefore)
    return {
      cpuMs: ((await readServers(servers)) - before + postgresql) / count,
      perSecond: count / seconds,
    }
  }
  const pairOf = (name: Contender['name']) => contenders.filter((one) => one.name === name) as unknown as Pair
  const [[a, b], [bareA, bareB]] = [pairOf('ours'), pairOf('bare')]
  for (let round = isOnce ? -1 : -WARM_ROUNDS; round < countRounds(ROUNDS); round++) {
    const isFirst = round % 2 === 0
    const found = {
      // Each of them is the only one in turn.
      one: await time([{ contender: isFirst ? a : b }]),
      two: await time([{ contender: a }, { contender: b }]),
      crossed: await time([
        { contender: a, at: b },
        { contender: b, at: a },
      ]),
      bareOne: await time([{ contender: isFirst ? bareA : bareB }]),
      bareTwo: await time([{ contender: bareA }, { contender: bareB }]),
    }
    if (round < 0) continue
    for (const [name, one] of Object.entries(found)) rounds[name as keyof Rounds].push(one)
  }
  return rounds
}

function describeRows({ one, two, crossed, bareOne, bareTwo }: Rounds): BenchRow[] {
  const compare = (key: keyof Round, ours: readonly Round[], yardstick: readonly Round[]) => ({
    ours: median(ours.map((round) => round[key])),
    yardstick: median(yardstick.map((round) => round[key])),
    ratio: median(ours.map((round, i) => round[key] / (yardstick[i]?.[key] ?? Number.NaN))),
  })
  const rate = compare('perSecond', two, one)
  const bare = compare('cpuMs', bareTwo, bareOne)
  console.log(
    `The floor's login takes ${bare.ratio.toFixed(2)} times as much CPU at two processes: that is the machine's part.`,
  )
  const describe = (name: string, ours: readonly Round[], bar: number): BenchRow => {
    const found = compare('cpuMs', ours, one)
    return { name, ...found, unit: 'ms CPU', bar: `≤ ${bar}`, holds: found.ratio <= bar }
  }
  const rows: BenchRow[] = [
    describe('storefront login, CPU at two processes against one', two, CPU_BAR),
    describe('storefront login, CPU if the unlock reaches the other process', crossed, CROSSED_BAR),
  ]
  const cores = availableParallelism()
  if (cores >= CORES_FOR_RATE)
    rows.push({
      ...{ name: 'storefront logins at two processes against one', ...rate },
      ...{ unit: 'per second', bar: `≥ ${RATE_BAR}`, holds: rate.ratio >= RATE_BAR },
    })
  else
    console.log(
      `Two processes served ${rate.ours.toFixed(0)} logins a second and one ${rate.yardstick.toFixed(0)}. Whether that can be ${RATE_BAR} times as many is not judged: ${cores} cores carry both, PostgreSQL, the chain and the generators, and it takes ${CORES_FOR_RATE}.`,
    )
  return rows
}
