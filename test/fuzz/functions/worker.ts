import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { writeWhole } from '../../../scripts/writeWhole.ts'
import type { TargetName } from '../../extensions/gate-discount/targets.ts'
import { keepFailure } from './keepFailure.ts'
import { openTarget } from './openTarget.ts'
import { openShard, type Shard, type ShardState } from './runShard.ts'
import { SHARES, TARGET_NAMES } from './shares.ts'

export type WorkerTask = {
  readonly seed: number
  readonly rank: number
  /** Inputs of this worker, those of earlier runs included. */
  readonly inputs: number
  readonly folder: string
}
export type WorkerNews =
  | { readonly kind: 'progress'; readonly of: Record<TargetName, ShardProgress> }
  | { readonly kind: 'failure'; readonly file: string; readonly why: string }
export type ShardProgress = {
  readonly done: number
  readonly given: number
  readonly corpus: number
  readonly covered: number
  readonly segments: number
  readonly mostInstructions: number
}

const SLICE = 500
const SAVE_MS = 20_000
const MOST_FAILURES = 5

const { seed, rank, inputs, folder } = workerData as WorkerTask
const opened = await Promise.all(TARGET_NAMES.map(openOne))
let failures = 0
let savedAt = performance.now()
while (failures < MOST_FAILURES) {
  // The target that is furthest behind its share.
  const next = opened
    .map((one) => ({ ...one, left: one.quota - one.shard.state.done }))
    .sort((a, b) => b.left / b.quota - a.left / a.quota)[0]
  if (!next || next.left <= 0) break
  const failure = next.shard.run(Math.min(SLICE, next.left))
  if (failure) {
    failures++
    const file = await keepFailure({ target: next.target, failure })
    post({ kind: 'failure', file, why: failure.why })
  }
  tell()
  if (performance.now() - savedAt > SAVE_MS) save()
}
save()
tell()

async function openOne(name: TargetName) {
  const target = await openTarget({ name })
  const file = path.join(folder, `${name}-${seed}-${rank}.json`)
  const state: ShardState = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as ShardState)
    : { target: name, seed: seed * 1009 + rank, done: 0, given: 0, mostInstructions: 0, corpus: [] }
  const quota = Math.ceil((inputs * SHARES[name]) / 100)
  return { file, target, quota, shard: openShard({ target, state }) }
}

function save(): void {
  savedAt = performance.now()
  mkdirSync(folder, { recursive: true })
  for (const { file, shard } of opened) writeWhole(file, Buffer.from(JSON.stringify(shard.state)))
}

function tell(): void {
  const of = Object.fromEntries(
    opened.map(({ target, shard }) => [target.name, describe(shard, target.runner.segments)]),
  )
  post({ kind: 'progress', of: of as Record<TargetName, ShardProgress> })
}

function describe(shard: Shard, segments: number): ShardProgress {
  const { done, given, corpus, mostInstructions } = shard.state
  return { done, given, corpus: corpus.length, covered: shard.countCovered(), segments, mostInstructions }
}

function post(news: WorkerNews): void {
  parentPort?.postMessage(news)
}
