import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { formatPassFragment, formatPassPath } from '../../core/staffPass/formatPassPath.ts'

/** Compose the link of a pass, on the shop's own address. */
export function composePassLink({
  gate,
  token,
  storeUrl,
  shop,
}: {
  readonly gate: number
  readonly token: string
  /** The page of a product in the online store; null to open the shop. */
  readonly storeUrl: string | null
  readonly shop: Pick<Shop, 'primaryDomain' | 'myshopifyDomain'>
}): string {
  const page = storeUrl === null ? null : new URL(storeUrl)
  const handle = page?.pathname.split('/products/')[1]?.split('/')[0]
  if (platformOf(shop.myshopifyDomain) === 'bigcommerce')
    // Pages of the store's other domains lead there, and a browser keeps a visit for one domain.
    return `https://${shop.primaryDomain}${page?.pathname ?? '/'}${formatPassFragment({ gate, token })}`
  const origin = page?.origin ?? `https://${shop.primaryDomain}`
  return origin + formatPassPath({ gate, token, handle })
}
