import { type Dice, makeDice } from '../../makeDice.ts'
import { checkAnswer, type DoorFailure } from './checkAnswer.ts'
import { composeRequest, pickDoor } from './composeRequest.ts'
import type { Corpus } from './corpus.ts'
import { DOORS } from './doors.ts'
import { findLogged } from './findLogged.ts'
import { findSaved, waitUntilStill } from './findSaved.ts'
import { sendAll } from './sendAll.ts'
import type { Door, DoorAnswer, DoorRequest, World } from './types.ts'

/** Requests of a round. The database rests twice in each, so long rounds are fast ones. */
export const ROUND = 1_000
/** Requests between two looks at what code of the server has run. */
const SLICE = 250
/** Refusals that came as often as this are sent again with the chance below. */
const OFTEN = 5
const CHANCE_OF_OFTEN = 0.1
/** Failures of one kind at one door are alike. */
const MOST_ALIKE = 2

export type RoundResult = {
  readonly count: number
  readonly refused: number
  /** Refused requests that were sent once more, to see that they change nothing. */
  readonly repeated: number
  /** Blocks of the server's code that ran for the first time. */
  readonly newBlocks: number
  readonly failures: readonly DoorFailure[]
}
export type RunRoundParameters = {
  readonly world: World
  readonly seed: number
  readonly rank: number
  readonly corpus: Corpus
  /** Default: a whole round. */
  readonly count?: number
}

const NAMES = Object.keys(DOORS).sort()

/**
 * Send changed requests to all doors, many at once, and check each answer. Then, when no job writes any more, send the
 * refused ones once more, all by themselves: the database must not change. Refusals like many others are repeated now
 * and then.
 */
export async function runRound({
  world,
  seed,
  rank,
  corpus,
  count = ROUND,
}: RunRoundParameters): Promise<RoundResult> {
  const dice = makeDice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(rank + 1, 0xc2b2ae35))
  const fresh = await makeFreshBodies(world, dice)
  // What is repeated depends on answers, and what is composed must not.
  const again = makeDice(rank)
  const repeated: DoorRequest[] = []
  let refused = 0
  const failures: DoorFailure[] = []
  let newBlocks = 0
  for (let done = 0; done < count; done += SLICE) {
    const requests = Array.from({ length: Math.min(SLICE, count - done) }, () =>
      composeRequest({ dice, name: pickDoor(dice), seeds: world.seeds, fresh, corpus }),
    )
    const answers = await sendAll(world, requests)
    const logged = await findLogged({ world, requests, faults: world.readFaults() })
    if (logged) addFailure(failures, logged)
    const blocks = await world.countNewBlocks()
    newBlocks += blocks
    const times = corpus.add({ requests, answers, isNewCode: blocks > 0 })
    for (const [i, request] of requests.entries()) {
      const answer = answers[i] as DoorAnswer
      const finding = checkAnswer({ request, answer, door: DOORS[request.door] as Door })
      if (finding) addFailure(failures, { ...finding, request })
      if (finding || answer.status < 400) continue
      refused++
      if ((times[i] ?? 0) <= OFTEN || again.chance(CHANCE_OF_OFTEN)) repeated.push(request)
    }
  }
  await waitUntilStill(world)
  const saved = await findSaved({ world, requests: repeated })
  if (saved) addFailure(failures, saved)
  return { count, refused, repeated: repeated.length, newBlocks, failures }
}

/** One login a round for each door that takes its signature. */
async function makeFreshBodies(world: World, dice: Dice): Promise<ReadonlyMap<string, unknown>> {
  const made = NAMES.map(async (name) => [name, await world.makeFreshBody(name, dice)] as const)
  return new Map((await Promise.all(made)).filter(([, body]) => body !== null))
}

function addFailure(failures: DoorFailure[], failure: DoorFailure): void {
  const alike = failures.filter(
    ({ kind, request }) => kind === failure.kind && request.door === failure.request.door,
  )
  if (alike.length < MOST_ALIKE) failures.push(failure)
}
