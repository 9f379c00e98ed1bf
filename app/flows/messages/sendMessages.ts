import { PalisadeError } from '../../core/errors/base.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { composeFlowPayload } from '../../core/message/composeFlowPayload.ts'
import { composePayload } from '../../core/message/composePayload.ts'
import { MAX_MESSAGE_BYTES } from '../../core/message/limits.ts'
import type { Attempt, KnownData, Message, Receiver } from '../../core/message/types.ts'
import type { Needs } from '../context.ts'

export type SendMessagesNeeds = Needs<
  'now' | 'shops' | 'jobs' | 'receivers' | 'messages' | 'courier' | 'signMessage' | 'shopify'
>

const AT_ONCE = 25
/** Then the rest waits for the job's next turn, so that other work of the shop has its place. Seconds. */
const MOST_SECONDS = 20

/**
 * Send what waits for the receivers of a shop, to all of them at the same time, and to each one message after the other.
 * A receiver that fails rests, and holds up no other. Queues the next attempt.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function sendMessages(
  ctx: SendMessagesNeeds,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const endsAt = ctx.now() + MOST_SECONDS
  const receivers = await ctx.messages.listDue({ shopId, at: ctx.now() })
  const lanes = await Promise.allSettled(
    receivers.map((receiver) => sendDue(ctx, { receiver, myshopifyDomain, endsAt })),
  )
  const next = await ctx.messages.findNext({ shopId, at: ctx.now() })
  if (next !== null) {
    // Not at once: a receiver that rests for a moment would be asked for again and again.
    const runAt = Math.max(next, ctx.now() + 1)
    await ctx.jobs.add({ shopId, kind: 'messages', key: WHOLE_SHOP, runAt })
  }
  // No lane runs any more, so the job may be tried again.
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason
}

type Serving = { readonly receiver: Receiver; readonly myshopifyDomain: string }

/** Send a receiver its due messages until none is left, one fails, or the time is over. */
async function sendDue(
  ctx: SendMessagesNeeds,
  { endsAt, ...serving }: Serving & { endsAt: number },
): Promise<void> {
  const { shopId, id: receiverId } = serving.receiver
  for (;;) {
    const due = await ctx.messages.find({ shopId, receiverId, at: ctx.now(), limit: AT_ONCE })
    for (const message of due) {
      if (ctx.now() >= endsAt) return
      const attempt = await sendOne(ctx, { ...serving, message })
      await ctx.messages.record({ shopId, receiverId, message, attempt, at: ctx.now() })
      if (attempt.kind === 'failed' || attempt.kind === 'gone') return
    }
    if (due.length < AT_ONCE) return
  }
}

/** A message whose `data` was read. */
type Readable = Message & { readonly data: KnownData }

async function sendOne(
  ctx: SendMessagesNeeds,
  { message, ...serving }: Serving & { message: Message },
): Promise<Attempt> {
  const { url } = serving.receiver
  const { data } = message
  // It is set aside, so that the messages behind it are sent.
  if (data === null) return { kind: 'refused', status: null, error: UNREADABLE }
  const sending = { ...serving, message: { ...message, data } }
  try {
    return await (url === null ? sendToFlow(ctx, sending) : sendSigned(ctx, { ...sending, url }))
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    return { kind: 'failed', status: null, error: `${error.code}: ${error.message}` }
  }
}

const UNREADABLE =
  'ERR_STORED_INVALID: This message is damaged, or another version of Palisade wrote it. Nothing was sent.'

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
async function sendSigned(
  ctx: Needs<'now' | 'receivers' | 'courier' | 'signMessage'>,
  { receiver, myshopifyDomain, message, url }: Serving & { message: Readable; url: string },
): Promise<Attempt> {
  const at = ctx.now()
  const secrets = await ctx.receivers.listSecrets({ shopId: receiver.shopId, receiverId: receiver.id, at })
  const body = composePayload({ message, myshopifyDomain })
  const bytes = new TextEncoder().encode(body).length
  if (bytes > MAX_MESSAGE_BYTES) return { kind: 'refused', status: null, error: composeTooLarge(bytes) }
  const text = `${message.name}.${at}.${body}`
  const signatures = secrets.map((secret) => `v1,${ctx.signMessage({ text, secret })}`)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Palisade',
    'webhook-id': message.name,
    'webhook-timestamp': String(at),
    'webhook-signature': signatures.join(' '),
  }
  return ctx.courier.post({ url, headers, body })
}

function composeTooLarge(bytes: number): string {
  return `ERR_BODY_TOO_LARGE: The message has ${bytes} bytes, more than ${MAX_MESSAGE_BYTES}. Nothing was sent.`
}

/** Start the workflows of a trigger. A shop without Shopify Flow, or without a workflow, is no failure. */
async function sendToFlow(ctx: Needs<'shopify'>, { message }: { message: Readable }): Promise<Attempt> {
  const said = await ctx.shopify.startWorkflows(composeFlowPayload(message))
  return said === null ? { kind: 'sent', status: null } : { kind: 'refused', status: null, error: said }
}
