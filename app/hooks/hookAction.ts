import type { z } from 'zod'
import { answerError } from '../answerError.ts'
import { InputError } from '../core/errors/base.ts'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { readBody } from '../readJsonBody.ts'
import { refuseMethod } from '../refuseRequest.ts'

/** What a door needs from outside, handed over by the route. */
export type HookDoor = {
  /** HMAC-SHA-256 of the raw body under the app's secret, base64. */
  readonly sign: (body: Uint8Array) => string
  /** Compares in constant time. */
  readonly isEqual: (a: string, b: string) => boolean
  /** Have what the webhook asked for done at once, not waited for. */
  readonly ring?: () => void
}
/** `triggeredAt`: when it happened at Shopify, unix seconds; null where Shopify did not say. */
export type HookEvent = { readonly myshopifyDomain: string; readonly triggeredAt: number | null }
export type HookActionParameters<Payload> = {
  readonly door: HookDoor
  readonly topic: string
  readonly schema: z.ZodType<Payload>
  /** Must bear being called again for the same event: webhooks arrive at least once, in any order. */
  readonly run: (event: HookEvent, payload: Payload) => Promise<void>
}

const MAX_BYTES = 1024 * 1024

/**
 * Make the action of a webhook address: HMAC over the raw bytes, topic, payload, flow; 200 with an empty body.
 *
 * Our own check instead of the library's, which first tries to refresh an expired token and so fails after uninstall.
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export function hookAction<Payload>({ door, topic, schema, run }: HookActionParameters<Payload>) {
  return async ({ request }: { request: Request }): Promise<Response> => {
    try {
      if (request.method !== 'POST') return refuseMethod()
      const body = await readBody({ request, maxBytes: MAX_BYTES })
      const myshopifyDomain = verifyWebhook({ door, topic, headers: request.headers, body })
      const triggeredAt = parseInstant(request.headers.get('x-shopify-triggered-at'))
      await run({ myshopifyDomain, triggeredAt }, parsePayload(schema, body))
      door.ring?.()
      return new Response(null, { status: 200 })
    } catch (error) {
      return answerError(error)
    }
  }
}

function verifyWebhook({
  door,
  topic,
  headers,
  body,
}: {
  door: HookDoor
  topic: string
  headers: Headers
  body: Uint8Array
}): string {
  const given = headers.get('x-shopify-hmac-sha256') ?? ''
  const shop = headers.get('x-shopify-shop-domain') ?? ''
  const isRight = door.isEqual(door.sign(body), given)
  if (!isRight || headers.get('x-shopify-topic') !== topic || !isShopDomain(shop)) {
    throw new InputError(
      'ERR_WEBHOOK_SIGNATURE',
      'This is not a webhook that Shopify signed for this address.',
      {
        hint: 'Check the app secret in the settings of this server.',
      },
    )
  }
  return shop
}

function parseInstant(text: string | null): number | null {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) ? Math.floor(at / 1000) : null
}

function parsePayload<Payload>(schema: z.ZodType<Payload>, body: Uint8Array): Payload {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(body))
  } catch {
    // Falls through to the schema, which refuses undefined.
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new InputError('ERR_BODY_INVALID', 'The payload of this webhook is not what Shopify documents.', {
    hint: 'Check the API version of the webhook subscription.',
  })
}
