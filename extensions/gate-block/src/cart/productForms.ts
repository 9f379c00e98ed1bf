import { proofKey } from './types.ts'

/** The name of the form field that becomes the line property. */
export const proofInputName = `properties[${proofKey}]`

export type FindProductFormsParameters = {
  readonly document: ParentNode
  /** Null on the cart page. */
  readonly productId: number | null
  /** By variant of the page's product; Liquid lists at most 250. */
  readonly prices: Readonly<Record<string, string>>
}

/**
 * Find the forms that add the page's product to the cart: by the `product-id` field that Shopify's form tag writes, or
 * by their variant. Forms of other products are left out.
 */
export function findProductForms(parameters: FindProductFormsParameters): HTMLFormElement[] {
  const { document, productId, prices } = parameters
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[action*="/cart/add"]')]
  return forms.filter(
    (form) => readField(form, 'product-id') === `${productId}` || readField(form, 'id') in prices,
  )
}

/** Read a field of a product form, such as `id`, the chosen variant; '' if it has none. */
export function readField(form: HTMLFormElement, name: string): string {
  return (form.elements.namedItem(name) as HTMLInputElement | RadioNodeList | null)?.value ?? ''
}

export type WriteFormProofParameters = { readonly form: HTMLFormElement; readonly proof: string | null }

/** Write a line's proof into a product form. "Buy it now" skips the cart, and so takes the proof along. */
export function writeFormProof(parameters: WriteFormProofParameters): void {
  const { form, proof } = parameters
  form.querySelector(`input[name="${proofInputName}"]`)?.remove()
  if (proof === null) return
  const input = document.createElement('input')
  input.type = 'hidden'
  input.name = proofInputName
  input.value = proof
  form.append(input)
}
