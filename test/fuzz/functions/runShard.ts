import { composeFuzzInput } from '../../extensions/gate-discount/composeFuzzInput.ts'
import { createDice, type Dice } from '../../extensions/gate-discount/createDice.ts'
import type { TargetName } from '../../extensions/gate-discount/targets.ts'
import { checkInput, type Finding } from './checkInput.ts'
import { mutateInput } from './mutateInput.ts'
import type { FuzzTarget } from './openTarget.ts'

/** So much of the inputs is made anew by the grammar; the rest are changed ones of the corpus. */
const NEW_SHARE = 0.5
/** Of so many inputs one is also run in a fresh instance, without its proofs, and with a right one. */
const THOROUGH_EVERY = 20
const CORPUS_MOST = 3_000
const CORPUS_ITEM_BYTES = 40_000

/** What a shard keeps between runs of the command. */
export type ShardState = {
  readonly target: TargetName
  readonly seed: number
  done: number
  given: number
  mostInstructions: number
  /** Inputs that reached what none before did, as JSON. */
  readonly corpus: string[]
}
export type Failure = Finding & { readonly target: TargetName; readonly input: unknown }
export type Shard = {
  readonly state: ShardState
  /** Segments of the code that ran at all. */
  countCovered(): number
  /** Try so many more inputs; returns the first failure, if there is one. */
  run(count: number): Failure | null
}

/** Open a shard: one target, one seed, a corpus of its own. The same state goes on with the same inputs. */
export function openShard({ target, state }: { target: FuzzTarget; state: ShardState }): Shard {
  const seen = new Uint8Array(target.runner.segments)
  const inputs: unknown[] = state.corpus.map((text) => JSON.parse(text) as unknown)
  for (const input of inputs) {
    checkInput({ target, input, isThorough: false })
    addNew(target.runner.counters, seen)
  }
  const tryOne = (): Failure | null => {
    const rank = state.done++
    const dice = createDice(Math.imul(state.seed, 0x9e3779b1) ^ Math.imul(rank + 1, 0xc2b2ae35))
    const input = composeNext({ dice, inputs, state, rank })
    const checked = checkInput({ target, input, isThorough: false })
    const isNew = addNew(target.runner.counters, seen)
    state.mostInstructions = Math.max(state.mostInstructions, checked.instructions)
    if (checked.isGiven) state.given++
    if (isNew && inputs.length < CORPUS_MOST) addToCorpus({ input, inputs, state })
    const isThorough = !checked.finding && (rank % THOROUGH_EVERY === 0 || isNew)
    const finding = isThorough ? checkInput({ target, input, isThorough }).finding : checked.finding
    return finding && { ...finding, target: state.target, input }
  }
  return {
    state,
    countCovered: () => seen.reduce((sum, bits) => sum + (bits ? 1 : 0), 0),
    run: (count) => {
      for (let i = 0; i < count; i++) {
        const failure = tryOne()
        if (failure) return failure
      }
      return null
    },
  }
}

type NextParameters = {
  dice: Dice
  inputs: readonly unknown[]
  state: ShardState
  rank: number
}

function composeNext({ dice, inputs, state, rank }: NextParameters): unknown {
  const { seed, target } = state
  if (inputs.length === 0 || dice.happens(NEW_SHARE)) return composeFuzzInput({ seed, rank, target }).input
  // Late finds are rarer, so they are changed more often.
  const late = dice.happens(0.5) ? dice.below(Math.min(inputs.length, 50)) : dice.below(inputs.length)
  const input = inputs[inputs.length - 1 - late]
  return mutateInput({ dice, input, other: inputs[dice.below(inputs.length)] })
}

type AddParameters = { input: unknown; inputs: unknown[]; state: ShardState }

function addToCorpus({ input, inputs, state }: AddParameters): void {
  const text = JSON.stringify(input)
  if (text === undefined || text.length > CORPUS_ITEM_BYTES) return
  inputs.push(JSON.parse(text))
  state.corpus.push(text)
}

/** Note how often segments ran, in powers of two; whether that is new for one of them. */
function addNew(counters: Uint32Array, seen: Uint8Array): boolean {
  let isNew = false
  for (let i = 0; i < counters.length; i++) {
    const count = counters[i] as number
    if (count === 0) continue
    const bit = 1 << Math.min(7, 31 - Math.clz32(count))
    if (((seen[i] as number) & bit) !== 0) continue
    seen[i] = (seen[i] as number) | bit
    isNew = true
  }
  return isNew
}
