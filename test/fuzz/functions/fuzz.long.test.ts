import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildFunctions, compileFunction } from '../../../scripts/buildFunctions.ts'
import { TARGETS, type TargetName } from '../../extensions/gate-discount/targets.ts'
import { fuzzFunctions } from './fuzzFunctions.ts'
import { keepFailure } from './keepFailure.ts'
import { MISTAKES } from './mistakes.ts'
import { openTarget } from './openTarget.ts'
import { openShard, type ShardState } from './runShard.ts'

const SEED = 20261129
/** Each mistake must be found within so many inputs. */
const MOST = 20_000

beforeAll(async () => {
  await buildFunctions()
}, 120_000)

const startState = (target: TargetName, seed = SEED): ShardState => ({
  ...{ target, seed, done: 0, given: 0, mostInstructions: 0 },
  corpus: [],
})

describe('fuzz of the built Functions', () => {
  test('default: no failure, and a second run goes on where the first ended', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'palisade-fuzz-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const run = async (inputs: number) => {
      const said: string[] = []
      const files = await fuzzFunctions({
        ...{ inputs, seed: SEED, workers: 1, folder },
        say: (line) => said.push(line),
      })
      expect(files).toEqual([])
      return said
    }
    await run(4_000)
    const said = await run(6_000)
    expect(said.at(-3)).toMatch(/^lines .*: 3000 inputs, /)
    // The second run tried the rest alone.
    const state = JSON.parse(readFileSync(path.join(folder, `lines-${SEED}-0.json`), 'utf8')) as ShardState
    const whole = openShard({
      target: await openTarget({ name: 'lines' }),
      state: startState('lines', state.seed),
    })
    expect(whole.run(2_000)).toBeNull()
    const isSame = whole.state.corpus.every((text, i) => state.corpus[i] === text)
    expect(isSame).toBe(true)
    expect(state.corpus.length).toBeGreaterThan(whole.state.corpus.length)
  })

  test('behavior: what reached new code is kept, and leads to more of it', async () => {
    const target = await openTarget({ name: 'lines' })
    const shard = openShard({ target, state: startState('lines') })
    shard.run(300)
    const early = shard.countCovered()
    expect(shard.run(4_000)).toBeNull()
    expect(shard.countCovered()).toBeGreaterThan(early)
    expect(shard.countCovered()).toBeGreaterThan(0.85 * target.runner.segments)
    expect(shard.state.given).toBeGreaterThan(400)
  })

  test.each(MISTAKES)('refuses: a Function in which $what', async ({ target: name, file, from, to }) => {
    let changed = 0
    const bytes = await compileFunction({
      handle: TARGETS[name].handle,
      change: (source, text) => {
        if (source !== file) return text
        expect(text.split(from).length).toBeGreaterThan(1)
        changed++
        return text.replaceAll(from, to)
      },
    })
    expect(changed).toBeGreaterThan(0)
    const target = await openTarget({ name, bytes: new Uint8Array(bytes) })
    const shard = openShard({ target, state: startState(name) })
    const failure = shard.run(MOST)
    if (!failure) throw new Error(`Nothing was found in ${MOST} inputs.`)
    // The kept file holds the right Function to it.
    const folder = mkdtempSync(path.join(tmpdir(), 'palisade-fuzz-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const kept = await keepFailure({ target, failure, folder, seconds: 2 })
    const { input } = JSON.parse(readFileSync(kept, 'utf8')) as { input: unknown }
    expect(JSON.stringify(input).length).toBeLessThanOrEqual(JSON.stringify(failure.input).length)
  })
})
