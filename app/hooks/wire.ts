import { z } from 'zod'
import type { ShopIdentity } from '../core/gate/shop.ts'
import type { ShopId } from '../core/gate/types.ts'

/** @see https://shopify.dev/docs/api/webhooks/latest: topics app/uninstalled, app/scopes_update, shop/update */
export const UninstalledPayload = z.looseObject({})

export const ScopesUpdatePayload = z.looseObject({ current: z.array(z.string()) })

export const ShopUpdatePayload = z.looseObject({
  id: z.union([z.number().int().positive(), z.string().regex(/^[0-9]{1,20}$/)]),
  domain: z.string().min(1).max(255),
  iana_timezone: z.string().min(1).max(64),
  currency: z.string().regex(/^[A-Z]{3}$/),
})

/** A shop as its webhook tells it; the domain is the header's, which the signature's sender vouches for. */
export function parseShop({
  myshopifyDomain,
  payload,
}: {
  myshopifyDomain: string
  payload: z.infer<typeof ShopUpdatePayload>
}): ShopIdentity {
  return {
    id: BigInt(payload.id) as ShopId,
    myshopifyDomain,
    primaryDomain: payload.domain.toLowerCase(),
    ianaTimezone: payload.iana_timezone,
    currencyCode: payload.currency,
  }
}
