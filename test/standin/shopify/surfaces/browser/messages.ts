/** What a page tells the worker of its block. */
export type SurfaceQuestion = {
  readonly block: 'thank-you' | 'profile' | 'order-status'
  /** `gid://shopify/Order/1001`; null on the page of an account. */
  readonly orderGid: string | null
  readonly confirmationNumber: string | null
  /** Keys of the attributes of cart and lines, as the checkout gives them to extensions. */
  readonly attributes: readonly { readonly key: string }[]
  /** Language of the page, and the block's words in it. */
  readonly locale: string
  readonly words: Readonly<Record<string, unknown>>
}
/** A click on the n-th button of the block. */
export type SurfaceClick = { readonly button: number }
