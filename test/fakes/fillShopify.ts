import type { ShopifyPort } from '../../app/ports/shopify.ts'

/** A port of which a test says what it needs; any other call throws. */
export function fillShopify(part: Partial<ShopifyPort>): ShopifyPort {
  return new Proxy(part, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (async () => {
        throw new Error(`The test did not expect shopify.${String(name)}.`)
      }),
  }) as ShopifyPort
}
