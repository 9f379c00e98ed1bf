import { findCode } from './checkAnswer.ts'
import type { ComposedRequest, DoorAnswer } from './types.ts'

const MOST_OF_DOOR = 60
const ITEM_LETTERS = 4_000

/** Bodies that led somewhere new, by door, as JSON; and how often each kind of answer came. */
export type CorpusState = {
  readonly bodies: Record<string, string[]>
  readonly answers: Record<string, number>
}
export type Corpus = {
  readonly state: CorpusState
  readonly listBodies: (door: string) => readonly string[]
  /**
   * Keep what got an answer that none got before, and what may have run new code. Returns how often each answer has
   * come by now.
   */
  readonly add: (slice: {
    requests: readonly ComposedRequest[]
    answers: readonly DoorAnswer[]
    isNewCode: boolean
  }) => number[]
}

/** Open what a run has kept, to go on with it. */
export function openCorpus(state: CorpusState = { bodies: {}, answers: {} }): Corpus {
  const keep = ({ door, value }: ComposedRequest) => {
    const text = JSON.stringify(value)
    if (text === undefined || text.length > ITEM_LETTERS) return
    state.bodies[door] ??= []
    const bodies = state.bodies[door]
    if (bodies.includes(text)) return
    bodies.push(text)
    if (bodies.length > MOST_OF_DOOR) bodies.shift()
  }
  return {
    state,
    listBodies: (door) => state.bodies[door] ?? [],
    add: ({ requests, answers, isNewCode }) => {
      const times = requests.map((request, i) => {
        const look = describeAnswer(request, answers[i] as DoorAnswer)
        const count = (state.answers[look] ?? 0) + 1
        state.answers[look] = count
        return count
      })
      const fresh = requests.filter((_, i) => times[i] === 1)
      for (const request of fresh) keep(request)
      // Code ran that never did, and no answer shows in whose request: one of them by its place.
      const [first] = requests
      if (isNewCode && fresh.length === 0 && first) keep(first)
      return times
    },
  }
}

/** A refusal by its code and sentence, without what differs from request to request; else the status alone. */
function describeAnswer({ door }: ComposedRequest, { status, text }: DoorAnswer): string {
  const code = findCode(text)
  const sentence = code === null ? '' : (/"msg"[:,]"((?:[^"\\]|\\.){0,120})/.exec(text)?.[1] ?? '')
  const bare = sentence.replace(/\\?["“'][^"”']{13,}|[0-9a-f]{6,}|\d+/g, '#')
  return `${door} ${status} ${code} ${bare.slice(0, 80)}`
}
