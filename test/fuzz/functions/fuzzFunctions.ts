import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { SHARES, TARGET_NAMES } from './shares.ts'
import type { WorkerNews, WorkerTask } from './worker.ts'

const TELL_MS = 5_000
/** Node 20 gives a thread no loader of TypeScript. */
const START = `import('tsx/esm/api').then(({ register }) => {
  register()
  return import('${new URL('./worker.ts', import.meta.url)}')
})`

export type FuzzFunctionsParameters = {
  /** Inputs of this seed altogether: those of earlier runs count. */
  readonly inputs: number
  readonly seed: number
  readonly workers: number
  readonly folder: string
  readonly say: (line: string) => void
}

/** Fuzz the built Functions in worker threads, and go on where an earlier run ended. Returns the files of failures. */
export async function fuzzFunctions({
  inputs,
  seed,
  workers,
  folder,
  say,
}: FuzzFunctionsParameters): Promise<string[]> {
  await buildFunctions()
  const files: string[] = []
  const latest = new Map<number, Extract<WorkerNews, { kind: 'progress' }>['of']>()
  const startedAt = performance.now()
  let before: number | null = null
  const ended = Array.from({ length: workers }, async (_, rank) => {
    const workerData: WorkerTask = { seed, rank, inputs: Math.ceil(inputs / workers), folder }
    const worker = new Worker(START, { workerData, eval: true })
    worker.on('message', (news: WorkerNews) => {
      if (news.kind === 'progress') latest.set(rank, news.of)
      else {
        files.push(news.file)
        say(`FAILED, kept as ${news.file}: ${news.why}`)
      }
      if (before === null && latest.size === workers) before = count('done')
    })
    await once(worker, 'exit')
  })
  const count = (of: 'done' | 'given') =>
    [...latest.values()].flatMap((one) => Object.values(one)).reduce((sum, one) => sum + one[of], 0)
  const tell = () => {
    const done = count('done')
    const rate = (done - (before ?? done)) / ((performance.now() - startedAt) / 1000)
    const left = rate > 0 ? ` ${formatLeft((inputs - done) / rate)} left.` : ''
    say(`${done} of ${inputs} inputs, ${Math.round(rate)} a second, ${files.length} failures.${left}`)
  }
  const timer = setInterval(tell, TELL_MS)
  await Promise.all(ended)
  clearInterval(timer)
  tell()
  for (const name of TARGET_NAMES) {
    const shards = [...latest.values()].map((one) => one[name])
    const sum = (of: 'done' | 'given' | 'corpus') => shards.reduce((total, one) => total + one[of], 0)
    const most = (of: 'covered' | 'segments' | 'mostInstructions') =>
      Math.max(0, ...shards.map((one) => one[of]))
    say(
      `${name} (${SHARES[name]} % of all): ${sum('done')} inputs, ${sum('given')} of them given or refused something; ` +
        `corpus ${sum('corpus')}; ${most('covered')} of the module's ${most('segments')} segments ran; ` +
        `at most ${most('mostInstructions')} instructions`,
    )
  }
  return files
}

function formatLeft(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}
