import { z } from 'zod'
import { InputError, NotFoundError } from '../../core/errors/base.ts'
import { GateEntryBody } from '../../gateBody.ts'
import { createBodyError } from '../../parseBody.ts'

/** A new gate: an entry of a file of gates, whose number the shop chooses. */
export const NewGateBody = GateEntryBody.omit({ number: true })

/** Parse the number in an address. @throws {NotFoundError} ERR_GATE_NOT_FOUND */
export function parseGateNumber(text: string | undefined): number {
  if (text && /^[1-9][0-9]{0,8}$/.test(text)) return Number(text)
  throw new NotFoundError('ERR_GATE_NOT_FOUND', 'This project’s shop has no such gate.', {
    hint: 'GET /gates lists the gates of the shop.',
  })
}

/** Check that a body is about the gate of its address. @throws {InputError} ERR_BODY_INVALID */
export function checkBodyNumber({ number, own }: { number: number; own: number | undefined }): void {
  if (own === undefined || own === number) return
  throw createBodyError(`"number" is ${own}, but the address names gate ${number}`, 'Send the same number.')
}

const MOST_GATES = 100
const ListQuery = z.strictObject({
  after: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/)
    .optional(),
  limit: z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .optional(),
})

/** Parse which page of gates is asked for. @throws {InputError} ERR_QUERY_INVALID */
export function parseGateListQuery(query: URLSearchParams): { after: number | undefined; limit: number } {
  const names = [...query.keys()]
  const parsed = ListQuery.safeParse(Object.fromEntries(query))
  const limit = Number(parsed.data?.limit ?? 50)
  if (!parsed.success || new Set(names).size !== names.length || limit > MOST_GATES) {
    throw new InputError('ERR_QUERY_INVALID', 'The query of this address cannot be read.', {
      hint: `It may have "limit", 1 to ${MOST_GATES}, and "after", the "next" of the page before.`,
    })
  }
  const { after } = parsed.data
  return { after: after === undefined ? undefined : Number(after), limit }
}
