import { countRounds, isOnce } from './rounds.ts'

export type Contenders = Readonly<Record<string, () => unknown>>

export type CompareParameters = {
  readonly contenders: Contenders
  readonly rounds?: number
  /** Duration of each contender in a round. */
  readonly sliceMs?: number
  readonly warmMs?: number
}

export type Comparison = {
  /** Median over the rounds, in microseconds. */
  readonly microseconds: (name: string) => number
  /** Median over the rounds of `slower`'s time by `faster`'s time in the same round. */
  readonly ratio: (slower: string, faster: string) => number
}

/**
 * Time contenders side by side: every round runs each of them in shuffled order, so that noise of the machine hits all.
 * Quote ratios of one run, not times.
 */
export async function compare(parameters: CompareParameters): Promise<Comparison> {
  const { contenders, sliceMs = 40 } = parameters
  const rounds = countRounds(parameters.rounds ?? 41)
  const warmMs = isOnce ? 1 : (parameters.warmMs ?? 300)
  const names = Object.keys(contenders)
  const batches = new Map<string, number>()
  const times = new Map<string, number[]>(names.map((name) => [name, []]))
  for (const name of names) {
    const warm = await run({ work: pick(contenders, name), batch: 1, forMs: warmMs })
    // Batches read the clock about every 5 ms.
    batches.set(name, Math.max(1, Math.round(Math.min(sliceMs, 5) / (warm / 1e6))))
  }
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffle(names)) {
      const batch = batches.get(name) ?? 1
      times.get(name)?.push(await run({ work: pick(contenders, name), batch, forMs: sliceMs }))
    }
  }
  const of = (name: string) => times.get(name) ?? []
  return {
    microseconds: (name) => median(of(name)) / 1e3,
    ratio: (slower, faster) => median(of(slower).map((time, i) => time / (of(faster)[i] ?? Number.NaN))),
  }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

type RunParameters = { readonly work: () => unknown; readonly batch: number; readonly forMs: number }

/** Nanoseconds per call of the work. */
async function run({ work, batch, forMs }: RunParameters): Promise<number> {
  const waits = work() instanceof Promise
  const started = process.hrtime.bigint()
  let done = 0
  let elapsed = 0
  do {
    if (waits) for (let i = 0; i < batch; i++) await work()
    else for (let i = 0; i < batch; i++) work()
    done += batch
    elapsed = Number(process.hrtime.bigint() - started)
  } while (elapsed < forMs * 1e6)
  return elapsed / done
}

function pick(contenders: Contenders, name: string): () => unknown {
  const work = contenders[name]
  if (!work) throw new Error(`No contender is called ${name}.`)
  return work
}

function shuffle(names: readonly string[]): string[] {
  const shuffled = [...names]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    const [a = '', b = ''] = [shuffled[i], shuffled[j]]
    shuffled[i] = b
    shuffled[j] = a
  }
  return shuffled
}
