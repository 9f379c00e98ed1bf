import { availableParallelism } from 'node:os'
import { makeDropGate, openStage, type Stage, subtractCpu } from '../e2e/drop/runDrop.ts'
import { median } from './compare.ts'
import { countRounds, isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

const ROUNDS = 8
/** Rounds of each process before the measurement. The JIT compiles most functions after some thousand calls. */
const WARM_ROUNDS = 10
const LOGINS = isOnce ? 100 : 600
/** Fewer than the ceiling, so that nobody is turned away. */
const CROWD = 64
const CPU_BAR = 1.05
const RATE_BAR = 1.8
/** Two servers, PostgreSQL's two, the chain and the generator. With fewer, a second process has no core of its own. */
const CORES_FOR_RATE = 6

type Round = {
  /** CPU of servers and PostgreSQL, in milliseconds a login. */
  readonly cpuMs: number
  readonly perSecond: number
}

/**
 * Measure storefront logins at one process and at two, on one PostgreSQL, in turn. A second process must not make a login
 * dearer; whether it doubles their number only a machine with enough cores can show.
 */
export async function benchProcesses(): Promise<BenchRow[]> {
  const rounds = countRounds(ROUNDS)
  const warm = isOnce ? 1 : WARM_ROUNDS
  const wallets = (2 * rounds + 2 * warm) * LOGINS
  const stage = await openStage({ wallets, say: () => undefined })
  try {
    const { gate } = await makeDropGate(stage.servers, { name: 'No limit', total: '' })
    let from = 0
    const [a = 0, b = 0] = stage.order.ports
    const time = async (...ports: number[]): Promise<Round> => {
      const shoppers = { from, to: from + LOGINS }
      from += LOGINS
      return timeRound(stage, { ...shoppers, gate, ports })
    }
    for (let round = 0; round < warm; round++) for (const port of [a, b]) await time(port)
    const [one, two]: [Round[], Round[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      // Each of them is the only one in turn.
      one.push(await time(round % 2 === 0 ? a : b))
      two.push(await time(a, b))
    }
    return describeRows(one, two)
  } finally {
    await stage.close()
  }
}

type Asked = {
  readonly gate: { readonly id: number; readonly productId: number; readonly variantId: number }
  readonly from: number
  readonly to: number
  /** Of the processes that serve. */
  readonly ports: readonly number[]
}

async function timeRound(stage: Stage, asked: Asked): Promise<Round> {
  const before = stage.readCpu()
  const report = await stage.send({ ...stage.order, ...asked, crowd: CROWD })
  const cpu = subtractCpu(stage.readCpu(), before)
  const logins = Object.entries(report.ends).reduce(
    (sum, [kind, count]) => sum + (/^unlock 200 (?:open|closed unmet)$/.test(kind) ? count : 0),
    0,
  )
  if (logins !== LOGINS) throw new Error(`Not all logins are good: ${JSON.stringify(report.ends)}`)
  return {
    cpuMs: (1000 * (cpu.servers + cpu.postgresql)) / LOGINS,
    perSecond: LOGINS / report.seconds,
  }
}

function describeRows(one: readonly Round[], two: readonly Round[]): BenchRow[] {
  const compare = (key: keyof Round) => {
    const ratio = median(two.map((round, i) => round[key] / (one[i]?.[key] ?? Number.NaN)))
    return {
      ours: median(two.map((round) => round[key])),
      yardstick: median(one.map((round) => round[key])),
      ratio,
    }
  }
  const [cpu, rate] = [compare('cpuMs'), compare('perSecond')]
  const rows: BenchRow[] = [
    {
      ...{ name: 'storefront login, CPU at two processes against one', ...cpu },
      ...{ unit: 'ms CPU', bar: `≤ ${CPU_BAR}`, holds: cpu.ratio <= CPU_BAR },
    },
  ]
  const cores = availableParallelism()
  if (cores >= CORES_FOR_RATE)
    rows.push({
      ...{ name: 'storefront logins at two processes against one', ...rate },
      ...{ unit: 'per second', bar: `≥ ${RATE_BAR}`, holds: rate.ratio >= RATE_BAR },
    })
  else
    console.log(
      `Two processes served ${rate.ours.toFixed(0)} logins a second and one ${rate.yardstick.toFixed(0)}. Whether that can be ${RATE_BAR} times as many is not judged: ${cores} cores carry both, PostgreSQL, the chain and the generator, and it takes ${CORES_FOR_RATE}.`,
    )
  return rows
}
