import { proofKey } from './types.ts'

/** The name of the form field that becomes the line property. */
export const proofInputName = `properties[${proofKey}]`

export type FormsProduct = {
  /** Null on the cart page. */
  readonly productId: number | null
  /** By variant of the page's product; Liquid lists at most 250. */
  readonly prices: Readonly<Record<string, string>>
}

/**
 * Find the forms that add the page's product to the cart, in the document and its open shadow roots: by the `product-id` field that Shopify's form tag writes, or
 * by their variant. Forms of other products are left out.
 */
export function findProductForms(
  roots: readonly ParentNode[],
  { productId, prices }: FormsProduct,
): HTMLFormElement[] {
  const forms = roots.flatMap((root) => [
    ...root.querySelectorAll<HTMLFormElement>('form[action*="/cart/add"]'),
  ])
  return forms.filter(
    (form) => readField(form, 'product-id') === `${productId}` || readField(form, 'id') in prices,
  )
}

/** Read a field of a product form, such as `id`, the chosen variant; '' if it has none. */
export function readField(form: HTMLFormElement, name: string): string {
  // A field named `elements` or `append` would hide the form's own property of that name.
  const elements = Reflect.get(HTMLFormElement.prototype, 'elements', form) as HTMLFormControlsCollection
  return (elements.namedItem(name) as HTMLInputElement | RadioNodeList | null)?.value ?? ''
}

/** Write a line's proof into a product form. "Buy it now" skips the cart, and so takes the proof along. */
export function writeFormProof(form: HTMLFormElement, proof: string | null): void {
  const { querySelector, append } = Element.prototype
  const old = querySelector.call(form, `input[name="${proofInputName}"]`) as HTMLInputElement | null
  // A write that changes nothing would wake the theme's own observers.
  if (old && old.value === proof) return
  old?.remove()
  if (proof === null) return
  const input = document.createElement('input')
  input.type = 'hidden'
  input.name = proofInputName
  input.value = proof
  append.call(form, input)
}
