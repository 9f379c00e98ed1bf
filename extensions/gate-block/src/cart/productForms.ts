import { proofKey } from './types.ts'

/** The name of the form field that becomes the line property. */
export const proofInputName = `properties[${proofKey}]`

export type FindProductFormsParameters = {
  readonly document: ParentNode
  /** Variants of the page's product: other products' forms on the page are left alone. */
  readonly variantIds: readonly string[]
}

/** Find the forms that put the page's product into the cart. */
export function findProductForms(parameters: FindProductFormsParameters): HTMLFormElement[] {
  const { document, variantIds } = parameters
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[action*="/cart/add"]')]
  return forms.filter((form) => variantIds.includes(readVariant(form) ?? ''))
}

/** Read the variant that a product form has chosen. */
export function readVariant(form: HTMLFormElement): string | null {
  const field = form.elements.namedItem('id')
  return (field && 'value' in field && String(field.value)) || null
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
