import { z } from 'zod'
import { InputError, NotFoundError } from '../../core/errors/base.ts'
import { CHOSEN_KINDS } from '../../core/message/kinds.ts'
import { MAX_RECEIVER_GATES } from '../../core/message/limits.ts'
import { parseForm } from '../parseForm.ts'

/* Parses what the pages of receivers send, and the ids in their URLs. */

const CHOICE = {
  messages: z.array(z.enum(CHOSEN_KINDS)).max(CHOSEN_KINDS.length),
  gates: z.array(z.int().positive()).max(MAX_RECEIVER_GATES),
  hasWallets: z.boolean(),
}
const UrlText = z.string().max(2000)
const NewReceiverBody = z.strictObject({ draftId: z.uuid(), url: UrlText.nullable(), ...CHOICE })
const ReceiverChangeBody = z.union([
  z.strictObject({ isOn: z.boolean() }),
  z.strictObject({ url: UrlText.optional(), ...CHOICE }),
])
const ReplayBody = z.strictObject({
  messageId: z
    .string()
    .regex(/^[1-9][0-9]{0,17}$/)
    .nullable(),
})

/** Parse a new receiver. @throws {InputError} ERR_BODY_INVALID */
export function parseNewReceiver(value: unknown) {
  const { draftId, url, ...choice } = parseForm(NewReceiverBody, value)
  if (choice.messages.length === 0) throw emptyChoice()
  return { draftId, url, choice }
}

/** Parse a change of a receiver. @throws {InputError} ERR_BODY_INVALID */
export function parseReceiverChange(value: unknown) {
  const change = parseForm(ReceiverChangeBody, value)
  if ('messages' in change && change.messages.length === 0) throw emptyChoice()
  return { change }
}

/** Parse which message is sent again; null for all that were given up. @throws {InputError} ERR_BODY_INVALID */
export const parseReplay = (value: unknown) => parseForm(ReplayBody, value)

/** Parse the receiver in a URL. @throws {NotFoundError} ERR_RECEIVER_NOT_FOUND if the text cannot be an id */
export function parseReceiverId(text: string | undefined): string {
  if (text && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text
  throw new NotFoundError('ERR_RECEIVER_NOT_FOUND', 'This webhook does not exist in this shop.', {
    hint: 'Open it from the list of webhooks.',
  })
}

/** Parse the id before which a page of the log begins; null for the newest. */
export function parseBefore(query: URLSearchParams): string | null {
  const text = query.get('before') ?? ''
  return /^[1-9][0-9]{0,17}$/.test(text) ? text : null
}

function emptyChoice(): InputError {
  return new InputError('ERR_BODY_INVALID', 'No message is chosen.', { hint: 'Choose at least one.' })
}
