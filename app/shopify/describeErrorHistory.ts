export type FoundErrorHistory = {
  readonly errorsFirstOccurredAt: string
  readonly firstOccurredAt: string
} | null

/**
 * Describe failed runs of a Function in sentences, from the error history of its owner.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/FunctionsErrorHistory
 */
export function describeErrorHistory(history: FoundErrorHistory | undefined): string[] {
  if (!history) return []
  return [`Shopify has seen runs of its Function fail since ${history.errorsFirstOccurredAt}.`]
}
