import { DISCOUNT_FUNCTION, VALIDATION_FUNCTION } from '../publication/functionHandles.ts'

/** The targets of this app's Functions, each with the export of its module. */
export const FUNCTION_TARGETS = {
  lines: { handle: DISCOUNT_FUNCTION, exportName: 'cart_lines_discounts_generate_run' },
  delivery: { handle: DISCOUNT_FUNCTION, exportName: 'cart_delivery_options_discounts_generate_run' },
  validation: { handle: VALIDATION_FUNCTION, exportName: 'cart_validations_generate_run' },
} as const
export type FunctionTarget = keyof typeof FUNCTION_TARGETS

export type ComposeFunctionInputParameters = {
  readonly target: FunctionTarget
  /** The owner's live `proof_config`. */
  readonly proofConfig: string
  /** The cart attribute, null for a cart without a proof. */
  readonly proof: string | null
  /** The signed-in customer's numeric id, or null. */
  readonly customerId: string | null
  /** The marks of the only product in the cart, and of its variant. */
  readonly productMarks: string | null
  readonly variantMarks: string | null
  readonly currencyCode: string
  /** The shop's wall clock: `YYYY-MM-DDTHH:MM`. */
  readonly localTime: string
}

/**
 * Compose the input that Shopify gives a Function for a cart with one item at a price of 100.
 *
 * @see extensions/gate-discount/src, extensions/gate-validation/src
 */
export function composeFunctionInput(parameters: ComposeFunctionInputParameters): unknown {
  const { target, proofConfig, proof, customerId, localTime } = parameters
  const owner = { proofConfig: { value: proofConfig } }
  const cart = {
    buyerIdentity: customerId && {
      isAuthenticated: true,
      customer: { id: `gid://shopify/Customer/${customerId}` },
    },
    proof: proof && { value: proof },
    pass: null,
    ...(target === 'delivery' && { deliveryGroups: [{ id: 'gid://shopify/CartDeliveryGroup/0' }] }),
    lines: [composeLine(parameters)],
  }
  return {
    ...(target === 'validation' && {
      buyerJourney: { step: 'CHECKOUT_COMPLETION' },
      localization: { language: { isoCode: 'EN' } },
    }),
    shop: { localTime: composeClock(localTime) },
    ...(target === 'validation'
      ? { validation: owner }
      : { discount: { discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'], ...owner } }),
    ...(target === 'lines' && { presentmentCurrencyRate: '1.0' }),
    cart,
  }
}

function composeLine(parameters: ComposeFunctionInputParameters): unknown {
  const { target, productMarks, variantMarks, currencyCode } = parameters
  const isPriced = target === 'lines'
  return {
    ...(isPriced && { id: 'gid://shopify/CartLine/0' }),
    quantity: 1,
    proof: null,
    ...(isPriced && { cost: { amountPerQuantity: { amount: '100.0', currencyCode } } }),
    merchandise: {
      __typename: 'ProductVariant',
      ...(target === 'validation' && { inExclusiveCollection: false }),
      gates: variantMarks && { value: variantMarks },
      product: {
        ...(isPriced && { isGiftCard: false }),
        ...(target === 'validation' && { title: 'Self-test' }),
        gates: productMarks && { value: productMarks },
      },
    },
  }
}

/** The date, and six overlapping flags of twelve hours, from which a Function infers the two-hour slot. */
function composeClock(localTime: string): Record<string, unknown> {
  const [date = '', time = ''] = localTime.split('T')
  const hour = Number(time.slice(0, 2))
  const starts = [0, 2, 4, 6, 8, 10]
  return {
    date,
    ...Object.fromEntries(starts.map((start) => [`h${start}`, hour >= start && hour < start + 12])),
  }
}
