import { proofKey } from './types.ts'

/** The name of the form field that becomes the line property. */
export const proofInputName = `properties[${proofKey}]`

export type FindProductFormsParameters = {
  readonly document: ParentNode
  /** Null in the cart. */
  readonly productId: number | null
  /** By variant of the page's product; Liquid tells 250 at most. */
  readonly prices: Readonly<Record<string, string>>
}

/**
 * Find the forms that put the page's product into the cart: by the field that Shopify's own tag writes into them, or
 * by their variant. Other products' forms on the page are left alone.
 */
export function findProductForms(parameters: FindProductFormsParameters): HTMLFormElement[] {
  const { document, productId, prices } = parameters
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[action*="/cart/add"]')]
  return forms.filter(
    (form) => readField(form, 'product-id') === `${productId}` || readField(form, 'id') in prices,
  )
}

/** Read a field of a product form, as `id`, the variant it has chosen; '' where there is none. */
export function readField(form: HTMLFormElement, name: string): string {
  return (form.elements.namedItem(name) as HTMLInputElement | RadioNodeList | null)?.value ?? ''
}

export type WriteFormProofParameters = { readonly form: HTMLFormElement; readonly proof: string | null }

/** Put a line's proof into a product form, so that Buy it now, which knows no cart, takes it along. */
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
