export type UserError = {
  readonly message: string
  readonly code?: string | null
  readonly field?: readonly string[] | null
}
type Refusal = {
  readonly code: 'ERR_SHOPIFY_STALE' | 'ERR_FUNCTIONS_REFUSED' | 'ERR_DISCOUNTS_FULL' | 'ERR_VALIDATIONS_FULL'
  readonly message: string
  readonly hint: string
}

const STALE: Refusal = {
  code: 'ERR_SHOPIFY_STALE',
  message: 'Someone else changed the same data at Shopify.',
  hint: 'Try again in a moment.',
}
const NO_FUNCTIONS: Refusal = {
  code: 'ERR_FUNCTIONS_REFUSED',
  message: 'Shopify does not let Palisade run Functions on this shop’s plan.',
  hint: 'Gates work with discount codes and order checks here. Functions of a custom app need Shopify Plus.',
}
const DISCOUNTS_FULL: Refusal = {
  code: 'ERR_DISCOUNTS_FULL',
  message: 'The shop has 25 active automatic discounts, as many as Shopify allows.',
  hint: 'Deactivate one under Discounts in Shopify, then try again.',
}
const REFUSALS: Readonly<Record<string, Refusal>> = {
  STALE_OBJECT: STALE,
  INVALID_COMPARE_DIGEST: STALE,
  CUSTOM_APP_FUNCTION_NOT_ELIGIBLE: NO_FUNCTIONS,
  PUBLIC_APP_NOT_ALLOWED: NO_FUNCTIONS,
  MAX_APP_DISCOUNTS: DISCOUNTS_FULL,
  // The same limit. The merchant's own discounts count too.
  ACTIVE_PERIOD_OVERLAP: DISCOUNTS_FULL,
  MAX_VALIDATIONS_ACTIVATED: {
    code: 'ERR_VALIDATIONS_FULL',
    message: 'The shop has 25 active checkout rules, as many as Shopify allows.',
    hint: 'Turn one off under Settings, Checkout, Checkout rules in Shopify, then try again.',
  },
}

/** Find the first error that has its own code here; null if there is none. */
export function findRefusal(errors: readonly UserError[]): Refusal | null {
  for (const { code, message } of errors) {
    const known = REFUSALS[code ?? '']
    if (known) return known
    // Discount mutations return only this sentence, without a code.
    if (/functions? from a custom app/i.test(message)) return NO_FUNCTIONS
  }
  return null
}
