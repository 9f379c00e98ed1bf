import type { ErrorCode } from './core/errors/codes.ts'

/** What the log tells about an answer beside its status. */
export type AnswerNote = {
  readonly code?: ErrorCode
  readonly errorId?: string
  readonly shop?: string
}

const notes = new WeakMap<Response, AnswerNote>()

/** Note something about an answer for the log; an earlier note stays where the new one says nothing. */
export function setAnswerNote(answer: Response, note: AnswerNote): Response {
  const earlier = notes.get(answer)
  notes.set(answer, earlier ? { ...earlier, ...note } : note)
  return answer
}

/** Find what was noted about an answer; null for nothing. */
export function findAnswerNote(answer: Response): AnswerNote | null {
  return notes.get(answer) ?? null
}
