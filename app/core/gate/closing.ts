/** A product that everyone could buy without the app. */
export type ExclusiveProduct = {
  readonly id: number
  readonly title: string
  /** As it was before it was closed. */
  readonly status: 'ACTIVE' | 'UNLISTED'
}

/** What happens to a shop's exclusive products when it uninstalls the app. */
export type Leaving = {
  /** Those that everyone can buy then, by title. */
  readonly products: readonly ExclusiveProduct[]
  /** Whether an exclusive gate is about all products, which cannot be listed. */
  readonly isWholeShop: boolean
  /** Whether there are more products than are listed. */
  readonly isPartial: boolean
}
