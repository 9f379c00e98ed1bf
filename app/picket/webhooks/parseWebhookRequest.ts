import { z } from 'zod'
import { InputError, NotFoundError } from '../../core/errors/base.ts'
import { CHOSEN_KINDS } from '../../core/message/kinds.ts'
import { MAX_RECEIVER_GATES } from '../../core/message/limits.ts'

const MessageId = z.string().regex(/^[1-9][0-9]{0,17}$/)
const url = z.string().max(2000).describe('The address, which begins with https://.')
const messages = z
  .array(z.enum(CHOSEN_KINDS))
  .min(1)
  .max(CHOSEN_KINDS.length)
  .describe('The kinds of messages that it gets.')
const gates = z
  .array(z.int().positive().max(999_999_999))
  .max(MAX_RECEIVER_GATES)
  .describe('The numbers of the gates that it is told about. [] for all gates.')

/** A new webhook. */
export const NewWebhookBody = z.strictObject({ url, messages, gates: gates.optional() })
/** A change of a webhook: fields that are absent stay. */
export const WebhookChangeBody = z.strictObject({
  url: url.optional(),
  messages: messages.optional(),
  gates: gates.optional(),
  hasWallets: z
    .boolean()
    .optional()
    .describe('Whether messages name wallets and tokens. A key may switch it off; only staff switch it on.'),
  isOn: z.boolean().optional().describe('Switches the webhook on or off.'),
})
/** Which messages are sent again. */
export const ReplayBody = z.strictObject({
  messageId: MessageId.optional().describe('The id of one message. Without it all that were given up.'),
})

/** Parse the webhook in an address. @throws {NotFoundError} ERR_RECEIVER_NOT_FOUND */
export function parseWebhookId(text: string | undefined): string {
  if (text && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text
  throw new NotFoundError('ERR_RECEIVER_NOT_FOUND', 'This project’s shop has no such webhook.', {
    hint: 'GET /webhooks lists the webhooks of the shop.',
  })
}

/** Parse which page of a log is asked for. @throws {InputError} ERR_QUERY_INVALID */
export function parseMessageQuery(query: URLSearchParams): { before: string | null } {
  const parsed = z.strictObject({ before: MessageId.optional() }).safeParse(Object.fromEntries(query))
  if (parsed.success && [...query.keys()].length <= 1) return { before: parsed.data.before ?? null }
  throw new InputError('ERR_QUERY_INVALID', 'The query of this address cannot be read.', {
    hint: 'It may have "before", the "next" of the page before.',
  })
}
