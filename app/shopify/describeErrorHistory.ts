export type FoundErrorHistory = {
  readonly errorsFirstOccurredAt: string
  readonly firstOccurredAt: string
} | null

/**
 * Sentences about runs of a Function that failed, from what its owner shows of them.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/FunctionsErrorHistory
 */
export function describeErrorHistory(history: FoundErrorHistory | undefined): string[] {
  if (!history) return []
  return [`Shopify has seen runs of its Function fail since ${history.errorsFirstOccurredAt}.`]
}
