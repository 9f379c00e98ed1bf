import type { z } from 'zod'
import { answerError } from '../answerError.ts'
import { AccessError, PalisadeError } from '../core/errors/base.ts'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { isSigned, type SignatureCheck } from '../core/signature/isSigned.ts'
import type { FlowContext } from '../flows/context.ts'
import { createBodyError, parseBody } from '../parseBody.ts'
import { readBody } from '../readJsonBody.ts'
import { refuseAddress, refuseMethod } from '../refuseRequest.ts'

/** What the door needs from outside. Shopify signs the raw body of a webhook, in base64. */
export type HookDoor = SignatureCheck<Uint8Array> & {
  /** Unix seconds. */
  readonly now: () => number
  /** Start the queued work now instead of at the next poll. */
  readonly ring?: () => void
  /** Every port, with the Admin API of a shop. It fetches the shop's token only when a flow calls Shopify. */
  readonly shopContext: (parameters: { myshopifyDomain: string }) => FlowContext
}
/** `triggeredAt`: when it happened at Shopify, unix seconds, never later than now; null where Shopify did not say. */
export type HookEvent = { readonly myshopifyDomain: string; readonly triggeredAt: number | null }
/** A checked payload and the work it asks for. */
export type HookCall = {
  readonly payload: object
  readonly run: (ctx: FlowContext, event: HookEvent) => Promise<void>
}
/**
 * Check a topic's payload. Null for a payload that names nothing a shop can have, as Shopify's samples do.
 * @throws {InputError} ERR_BODY_INVALID
 */
export type HookTopic = (value: unknown) => HookCall | null

const MAX_BYTES = 1024 * 1024
const CHECK_VERSION = 'Check the API version of the webhook subscription.'

/**
 * Declare a topic: the schema of its payload, and its work. A payload that names its shop gives it as `shopDomain`.
 *
 * Webhooks arrive at least once and in any order, so the work must be safe to repeat.
 */
export function hookTopic<Payload extends object>(
  schema: z.ZodType<Payload | null>,
  run: (ctx: FlowContext, event: HookEvent, payload: Payload) => Promise<void>,
): HookTopic {
  return (value) => {
    const payload = parseBody(schema, value, CHECK_VERSION)
    return payload && { payload, run: (ctx, event) => run(ctx, event, payload) }
  }
}

/**
 * Make the handler of `/webhooks/*`: topic, HMAC over the raw bytes, payload, shop, work; 200 with an empty body.
 *
 * Shopify signs the body alone. So the handler compares the header's shop with the one in the body, and does not
 * believe a time in the future. Shopify's library cannot do this check: it first refreshes an expired token, which
 * fails after an uninstall.
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export function hookAction({
  door,
  topics,
}: {
  door: HookDoor
  topics: Readonly<Record<string, HookTopic>>
}) {
  return async ({ request, params }: HookArguments): Promise<Response> => {
    // As the router matches: in any case, with any number of slashes at the end.
    const topic = (params['*'] ?? '').toLowerCase().replace(/\/+$/, '')
    const parse = Object.hasOwn(topics, topic) ? topics[topic] : undefined
    if (!parse) return refuseAddress()
    if (request.method !== 'POST') return refuseMethod()
    try {
      const { headers } = request
      const body = await readBody({ request, maxBytes: MAX_BYTES })
      const myshopifyDomain = verifyWebhook({ door, topic, headers, body })
      const call = parse(parseJson(body))
      if (call) {
        requireNamedShop({ myshopifyDomain, payload: call.payload })
        const triggeredAt = parseInstant({ text: headers.get('x-shopify-triggered-at'), now: door.now() })
        await call.run(door.shopContext({ myshopifyDomain }), { myshopifyDomain, triggeredAt })
        door.ring?.()
      }
      return new Response(null, { status: 200 })
    } catch (error) {
      // A late webhook of a shop that has left needs no work, and Shopify must not send it again.
      const isLate = error instanceof PalisadeError && error.code === 'ERR_SHOP_NOT_FOUND'
      return isLate ? new Response(null, { status: 200 }) : answerError(error)
    }
  }
}

type HookArguments = {
  readonly request: Request
  readonly params: Readonly<Record<string, string | undefined>>
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
    throw new AccessError(
      'ERR_WEBHOOK_SIGNATURE',
      'This is not a webhook that Shopify signed for this address.',
      {
        hint: 'Check the app secret in the settings of this server.',
      },
    )
  }
  return shop
}

/** Compare the header's shop, which nobody signed, with the one in the signed body. */
function requireNamedShop({ myshopifyDomain, payload }: { myshopifyDomain: string; payload: object }): void {
  if (!('shopDomain' in payload) || payload.shopDomain === myshopifyDomain) return
  throw new AccessError(
    'ERR_WEBHOOK_SIGNATURE',
    'This webhook was signed for another shop than its header names.',
    {
      hint: 'Check what changes the headers of webhooks on their way to this server.',
    },
  )
}

/** With a time in the future, every webhook until then would look older than this one. */
function parseInstant({ text, now }: { text: string | null; now: number }): number | null {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) ? Math.min(Math.floor(at / 1000), now) : null
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw createBodyError('the body is not JSON', CHECK_VERSION)
  }
}
