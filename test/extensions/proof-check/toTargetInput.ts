import type { composeInput } from './composeInput.ts'

/** The lines target's input, which contains everything that the other targets read of the cart. */
export type LinesInput = ReturnType<typeof composeInput>

/** Shape the lines target's input as the delivery target's query would give it. */
export function toDeliveryInput({ input, groups }: { input: LinesInput; groups: readonly string[] }) {
  const { shop, discount, cart } = input
  const { buyerIdentity, proof, pass } = cart
  const deliveryGroups = groups.map((id) => ({ id }))
  return {
    shop,
    discount,
    cart: {
      buyerIdentity,
      proof,
      pass,
      deliveryGroups,
      lines: cart.lines.map((line) => shapeLine(line, {})),
    },
  }
}

export type ToValidationInputParameters = {
  input: LinesInput
  step: string | null
  language: unknown
  isInExclusiveCollection: (rank: number) => boolean
  /** The title of each line's product; default: the same for all. */
  titleOf?: (rank: number) => unknown
}

/** Shape the lines target's input as the validation's query would give it. */
export function toValidationInput(parameters: ToValidationInputParameters) {
  const { input, step, language, isInExclusiveCollection, titleOf = () => 'Varsity Jacket' } = parameters
  const { shop, discount, cart } = input
  return {
    buyerJourney: { step },
    shop,
    validation: { proofConfig: discount.proofConfig },
    localization: { language: { isoCode: language } },
    cart: {
      ...cart,
      lines: cart.lines.map((line, rank) =>
        shapeLine(line, { inExclusiveCollection: isInExclusiveCollection(rank) }, { title: titleOf(rank) }),
      ),
    },
  }
}

type Line = { quantity: unknown; proof: unknown; merchandise: Record<string, unknown> }

function shapeLine(given: unknown, more: Record<string, unknown>, ofProduct: Record<string, unknown> = {}) {
  const { quantity, proof, merchandise } = given as Line
  if (merchandise.__typename !== 'ProductVariant') return { quantity, proof, merchandise }
  const { gates, product } = merchandise
  const { gates: productGates } = product as { gates: unknown }
  return {
    quantity,
    proof,
    merchandise: {
      __typename: 'ProductVariant',
      ...more,
      gates,
      product: { ...ofProduct, gates: productGates },
    },
  }
}
