import { z } from 'zod'
import { unknownChange } from '../../core/gate/unknownChange.ts'
import { parseForm } from '../parseForm.ts'

/** Parse which part of the history to show. Invalid parameters are ignored. */
export function parseHistoryQuery(query: URLSearchParams): {
  readonly gate: number | undefined
  readonly before: string | undefined
} {
  const gate = /^[1-9][0-9]{0,9}$/.exec(query.get('gate') ?? '')?.[0]
  return {
    gate: gate === undefined ? undefined : Number(gate),
    before: /^[1-9][0-9]{0,17}$/.exec(query.get('before') ?? '')?.[0],
  }
}

/** Parse the id of a change in a URL. @throws {NotFoundError} ERR_CHANGE_NOT_FOUND */
export function parseChangeId(text: string | undefined): string {
  if (text && /^[1-9][0-9]{0,17}$/.test(text)) return text
  throw unknownChange()
}

const RestoreBody = z.strictObject({ openedAt: z.int().nonnegative(), draftId: z.uuid() })

/**
 * Parse the request to restore a version: the gate's `updatedAt` when the page opened it, and the id of the gate to
 * create if the gate was deleted. @throws {InputError} ERR_BODY_INVALID
 */
export const parseRestore = (value: unknown) => parseForm(RestoreBody, value)
