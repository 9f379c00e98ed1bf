/** A message in the form of the Universal Commerce Protocol. */
export type ClaimMessage = {
  readonly type: 'info' | 'warning'
  readonly code: 'eligibility_accepted' | 'eligibility_not_accepted'
  readonly content: string
  /** RFC 9535. */
  readonly path: string
}

/**
 * Compose the messages about claims. Checkout, "Eligibility Verification at Completion": "Businesses SHOULD notify the
 * buyer via `messages` with `type: "warning"` when a claim is not accepted, and MAY use `type: "info"` to explain the
 * effects of accepted claims." `eligibility_invalid` is for the completion, which is Shopify's.
 * @see https://github.com/Universal-Commerce-Protocol/ucp/blob/v2026-04-08/docs/specification/checkout.md
 */
export function composeMessages(
  claims: readonly { readonly isOpen: boolean; readonly content: string }[],
): ClaimMessage[] {
  return claims.map(({ isOpen, content }, at) => ({
    ...(isOpen
      ? ({ type: 'info', code: 'eligibility_accepted' } as const)
      : ({ type: 'warning', code: 'eligibility_not_accepted' } as const)),
    content,
    path: `$.context.eligibility[${at}]`,
  }))
}
