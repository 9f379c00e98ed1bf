/** A product of the page, and where its card belongs. */
export type FoundProduct = {
  /** Names the card. A theme's form has one, whichever variant is chosen in it. */
  readonly key: string
  readonly productId: number
  readonly variantId: number
  readonly place: (card: HTMLElement) => void
}

/**
 * Find the products whose cards the page shows: where the page asks for one, else the product of a Stencil theme, above
 * its form.
 */
export function findProducts(): FoundProduct[] {
  const asked = [...document.querySelectorAll<HTMLElement>('[data-palisade-product]')]
  if (asked.length > 0) {
    return asked.flatMap((element) => {
      const productId = Number(element.dataset.palisadeProduct)
      const variantId = Number(element.dataset.palisadeVariant ?? productId)
      const place = (card: HTMLElement) => element.replaceChildren(card)
      return isId(productId) ? [{ key: `${productId} ${variantId}`, productId, variantId, place }] : []
    })
  }
  const form = document.querySelector<HTMLFormElement>('form[data-cart-item-add]')
  const field = form?.querySelector<HTMLInputElement>('[name="product_id"]')
  const productId = Number(field?.value)
  if (!form || !isId(productId)) return []
  // Themes name a variant by its options. Coupons are about products, so any number of it will do.
  const variantId = Number(form.querySelector<HTMLInputElement>('[name="variant_id"]')?.value ?? productId)
  const place = (card: HTMLElement) => form.before(card)
  return [{ key: `${productId}`, productId, variantId: isId(variantId) ? variantId : productId, place }]
}

function isId(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0
}
