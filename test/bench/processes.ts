import { availableParallelism } from 'node:os'
import { makeDropGate, openStage, type Stage, subtractCpu } from '../e2e/drop/runDrop.ts'
import { median } from './compare.ts'
import { countRounds, isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

const ROUNDS = 8
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
  const wallets = (2 * rounds + 2) * LOGINS
  const stage = await openStage({ wallets, say: () => undefined })
  try {
    const { gate } = await makeDropGate(stage.servers, { name: 'No limit', total: '' })
    let from = 0
    const time = async (processes: number): Promise<Round> => {
      const shoppers = { from, to: from + LOGINS }
      from += LOGINS
      return timeRound(stage, { ...shoppers, gate, processes })
    }
    // Code that runs for the first time is slower.
    await time(2)
    await time(1)
    const [one, two]: [Round[], Round[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      for (const processes of round % 2 === 0 ? [1, 2] : [2, 1])
        (processes === 1 ? one : two).push(await time(processes))
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
  readonly processes: number
}

async function timeRound(stage: Stage, { processes, ...asked }: Asked): Promise<Round> {
  const ports = stage.order.ports.slice(0, processes)
  const before = stage.readCpu()
  const report = await stage.send({ ...stage.order, ...asked, ports, crowd: CROWD })
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
