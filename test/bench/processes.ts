import { availableParallelism } from 'node:os'
import { makeDropGate, openStage, type Stage, subtractCpu } from '../e2e/drop/runDrop.ts'
import { median } from './compare.ts'
import { countRounds, isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

const ROUNDS = 8
/** Rounds of each process before the measurement. The JIT compiles most functions after some thousand calls. */
const WARM_ROUNDS = 10
/** For each process, as if it was added for twice as many shoppers: logins, and how many are at the door at once. */
const LOGINS = isOnce ? 100 : 600
/** Fewer than the ceiling, so that nobody is turned away. */
const CROWD = 64
const CPU_BAR = 1.05
/** An unlock whose nonce another process issued costs one more look. */
const TURNS_BAR = 1.25
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
 * dearer if a balancer chooses by the client's address. If the two take turns with every request, each unlock meets the
 * process that does not know its nonce. Whether a second process doubles the logins only a machine with enough cores can
 * show.
 */
export async function benchProcesses(): Promise<BenchRow[]> {
  const rounds = countRounds(ROUNDS)
  const warm = isOnce ? 1 : WARM_ROUNDS
  const wallets = (5 * rounds + 2 * warm) * LOGINS
  const stage = await openStage({ wallets, say: () => undefined })
  try {
    const { gate } = await makeDropGate(stage.servers, { name: 'No limit', total: '' })
    let from = 0
    const [a = 0, b = 0] = stage.order.ports
    const time = async ({ ports, keepsServer = true }: Pick<Asked, 'ports' | 'keepsServer'>) => {
      const shoppers = { from, to: from + LOGINS * ports.length }
      from = shoppers.to
      return timeRound(stage, { ...shoppers, gate, ports, keepsServer })
    }
    for (let round = 0; round < warm; round++) for (const port of [a, b]) await time({ ports: [port] })
    const rows: Rounds = { one: [], two: [], inTurns: [] }
    for (let round = 0; round < rounds; round++) {
      // Each of them is the only one in turn.
      rows.one.push(await time({ ports: [round % 2 === 0 ? a : b] }))
      rows.two.push(await time({ ports: [a, b] }))
      rows.inTurns.push(await time({ ports: [a, b], keepsServer: false }))
    }
    return describeRows(rows)
  } finally {
    await stage.close()
  }
}

type Rounds = Record<'one' | 'two' | 'inTurns', Round[]>

type Asked = {
  readonly gate: { readonly id: number; readonly productId: number; readonly variantId: number }
  readonly from: number
  readonly to: number
  /** Of the processes that serve. */
  readonly ports: readonly number[]
  readonly keepsServer?: boolean
}

async function timeRound(stage: Stage, asked: Asked): Promise<Round> {
  const before = stage.readCpu()
  const wanted = asked.to - asked.from
  const report = await stage.send({ ...stage.order, ...asked, crowd: CROWD * asked.ports.length })
  const cpu = subtractCpu(stage.readCpu(), before)
  const logins = Object.entries(report.ends).reduce(
    (sum, [kind, count]) => sum + (/^unlock 200 (?:open|closed unmet)$/.test(kind) ? count : 0),
    0,
  )
  if (logins !== wanted) throw new Error(`Not all logins are good: ${JSON.stringify(report.ends)}`)
  return {
    cpuMs: (1000 * (cpu.servers + cpu.postgresql)) / wanted,
    perSecond: wanted / report.seconds,
  }
}

function describeRows({ one, two, inTurns }: Rounds): BenchRow[] {
  const compare = (key: keyof Round, ours = two) => {
    const ratio = median(ours.map((round, i) => round[key] / (one[i]?.[key] ?? Number.NaN)))
    return {
      ours: median(ours.map((round) => round[key])),
      yardstick: median(one.map((round) => round[key])),
      ratio,
    }
  }
  const [cpu, rate] = [compare('cpuMs'), compare('perSecond')]
  const turns = compare('cpuMs', inTurns)
  const rows: BenchRow[] = [
    {
      ...{ name: 'storefront login, CPU at two processes against one', ...cpu },
      ...{ unit: 'ms CPU', bar: `≤ ${CPU_BAR}`, holds: cpu.ratio <= CPU_BAR },
    },
    {
      ...{ name: 'storefront login, CPU at two processes that take turns, against one', ...turns },
      ...{ unit: 'ms CPU', bar: `≤ ${TURNS_BAR}`, holds: turns.ratio <= TURNS_BAR },
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
