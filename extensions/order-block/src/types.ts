/** What the app knows about an order. The app's side is `app/admin/orders/formatOrderBlock.ts`. */
export type OrderBlock =
  | { readonly kind: 'none'; readonly sentence: string }
  | {
      readonly kind: 'found'
      readonly outcome: BlockBadge
      /** What was done about it: `Held`; null if nothing was needed. */
      readonly action: BlockBadge | null
      /** What was found, in one sentence. */
      readonly summary: string
      /** What staff should do, in one sentence. */
      readonly todo: string
      /** Each fact with its values: gate, token, one-time pass. */
      readonly facts: readonly { readonly title: string; readonly values: readonly string[] }[]
      /** The order's page in the app. */
      readonly path: string
    }
export type BlockBadge = {
  readonly text: string
  readonly tone: 'success' | 'warning' | 'critical' | 'neutral'
}
