import { z } from 'zod'
import { answerError } from '../answerError.ts'
import { setAnswerNote } from '../answerNotes.ts'
import { answerWrongMethod } from '../answerRefusal.ts'
import { AccessError, PalisadeError } from '../core/errors/base.ts'
import { findPathDomain } from '../core/gate/platform.ts'
import type { FlowContext } from '../flows/context.ts'
import { parseBody } from '../parseBody.ts'
import { readJsonBody } from '../readJsonBody.ts'
import type { StoreTopic } from './storeTopics.ts'

/** Dependencies of the handler of BigCommerce's webhooks. */
export type StoreHookDoor = {
  /** Unix seconds. */
  readonly now: () => number
  readonly ring?: () => void
  /** Compares in constant time. */
  readonly isEqual: (expected: string, given: string) => boolean
  /** The header that a store's webhooks bring. */
  readonly composeHookSecret: (myshopifyDomain: string) => string
  readonly shopContext: (parameters: { myshopifyDomain: string }) => FlowContext
}

const HEADER = 'x-palisade-hook'
const MAX_BYTES = 64 * 1024
const CHECK = 'Check what sends requests to this URL: only BigCommerce should.'

/** Fields of the payload. An event of the whole store has no id. */
const Payload = z.looseObject({
  scope: z.string().max(100),
  producer: z.string().max(100),
  created_at: z.number().int().positive().nullish().catch(null),
  data: z
    .looseObject({ id: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullish().catch(null) })
    .nullish()
    .catch(null),
})

/**
 * Make the handler of BigCommerce's webhooks: check the header that this server gave the store's webhooks, then queue what
 * the event is about. It believes nothing of the body but which store and object it names, and answers 200 at once.
 *
 * Webhooks come twice, late and in any order: a job of the same order is queued once, and reads the order as it is then.
 * @see https://developer.bigcommerce.com/docs/integrations/webhooks
 */
export function storeHookAction({
  door,
  topics,
}: {
  door: StoreHookDoor
  topics: Readonly<Record<string, StoreTopic>>
}) {
  return async ({ request }: { readonly request: Request }): Promise<Response> => {
    if (request.method !== 'POST') return answerWrongMethod()
    let shop: string | undefined
    try {
      const body = parseBody(Payload, await readJsonBody({ request, maxBytes: MAX_BYTES }), CHECK)
      const myshopifyDomain = findPathDomain(body.producer)
      const given = request.headers.get(HEADER) ?? ''
      if (myshopifyDomain === null || !door.isEqual(door.composeHookSecret(myshopifyDomain), given)) {
        throw foreignWebhook()
      }
      shop = myshopifyDomain
      const run = Object.hasOwn(topics, body.scope) ? topics[body.scope] : undefined
      const now = door.now()
      const triggeredAt = Math.min(body.created_at ?? now, now)
      await run?.(door.shopContext({ myshopifyDomain }), {
        ...{ myshopifyDomain, triggeredAt, id: body.data?.id ?? null },
      })
      door.ring?.()
      return new Response(null, { status: 200 })
    } catch (error) {
      const isLate = error instanceof PalisadeError && error.code === 'ERR_SHOP_NOT_FOUND'
      if (isLate) return new Response(null, { status: 200 })
      return setAnswerNote(answerError(error), shop === undefined ? {} : { shop })
    }
  }
}

function foreignWebhook(): AccessError {
  return new AccessError('ERR_WEBHOOK_SIGNATURE', 'The webhook does not bring the header of its store.', {
    hint: 'Open Palisade in the control panel: the hourly job sets the webhooks of the store up again.',
  })
}
