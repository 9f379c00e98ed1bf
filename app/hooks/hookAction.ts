import type { z } from 'zod'
import { answerError } from '../answerError.ts'
import { InputError, PalisadeError } from '../core/errors/base.ts'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { isSigned, type SignatureCheck } from '../core/signature/isSigned.ts'
import { readBody } from '../readJsonBody.ts'
import { refuseMethod } from '../refuseRequest.ts'

/** What a door needs from outside, handed over by the route. Webhooks are signed over the raw body, in base64. */
export type HookDoor = SignatureCheck<Uint8Array> & {
  /** Unix seconds. */
  readonly now: () => number
  /** Have what the webhook asked for done at once, not waited for. */
  readonly ring?: () => void
}
/** `triggeredAt`: when it happened at Shopify, unix seconds, never later than now; null where Shopify did not say. */
export type HookEvent = { readonly myshopifyDomain: string; readonly triggeredAt: number | null }
export type HookActionParameters<Payload extends object> = {
  readonly door: HookDoor
  readonly topic: string
  /**
   * Gives null for a payload that names nothing a shop can have, as Shopify's samples: it is answered 200. A payload that
   * names its shop gives it as `shopDomain`.
   */
  readonly schema: z.ZodType<Payload | null>
  /** Must bear being called again for the same event: webhooks arrive at least once, in any order. */
  readonly run: (event: HookEvent, payload: Payload) => Promise<void>
}

const MAX_BYTES = 1024 * 1024

/**
 * Make the action of a webhook address: HMAC over the raw bytes, topic, payload, shop, flow; 200 with an empty body.
 *
 * Shopify signs the body alone. So the shop of the header is compared with the shop that the body names, and the time
 * of the header is not believed where it lies ahead. Our own check instead of the library's, which first tries to
 * refresh an expired token and so fails after uninstall.
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export function hookAction<Payload extends object>(parameters: HookActionParameters<Payload>) {
  const { door, topic, schema, run } = parameters
  return async ({ request }: { request: Request }): Promise<Response> => {
    try {
      if (request.method !== 'POST') return refuseMethod()
      const { headers } = request
      const body = await readBody({ request, maxBytes: MAX_BYTES })
      const myshopifyDomain = verifyWebhook({ door, topic, headers, body })
      const payload = parsePayload(schema, body)
      if (payload !== null) {
        requireNamedShop({ myshopifyDomain, payload })
        const triggeredAt = parseInstant({ text: headers.get('x-shopify-triggered-at'), now: door.now() })
        await run({ myshopifyDomain, triggeredAt }, payload)
        door.ring?.()
      }
      return new Response(null, { status: 200 })
    } catch (error) {
      // A late word of a shop that has left is nothing to do, and Shopify need not say it again.
      const isLate = error instanceof PalisadeError && error.code === 'ERR_SHOP_NOT_FOUND'
      return isLate ? new Response(null, { status: 200 }) : answerError(error)
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
  if (
    !isSigned({ ...door, message: body, given }) ||
    headers.get('x-shopify-topic') !== topic ||
    !isShopDomain(shop)
  ) {
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

/** Hold the header's shop, which nobody signed, against the signed body's. */
function requireNamedShop({ myshopifyDomain, payload }: { myshopifyDomain: string; payload: object }): void {
  if (!('shopDomain' in payload) || payload.shopDomain === myshopifyDomain) return
  throw new InputError(
    'ERR_WEBHOOK_SIGNATURE',
    'This webhook was signed for another shop than its header names.',
    {
      hint: 'Check what changes the headers of webhooks on their way to this server.',
    },
  )
}

/** A time ahead of this server's clock would make whatever Shopify says until then look old. */
function parseInstant({ text, now }: { text: string | null; now: number }): number | null {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) ? Math.min(Math.floor(at / 1000), now) : null
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
