/** What the blocks need of Shopify's page. Its elements are not the browser's: see `createBuilder.ts`. */
export type SurfaceHost = {
  readonly body: SurfaceElement
  readonly createElement: (name: string) => SurfaceElement
  readonly i18n: SurfaceWords
  /** Ask the app, as the buyer of the page. */
  readonly send: (path: string, body: object) => Promise<Pick<Response, 'ok' | 'status' | 'json'>>
  readonly wait: (milliseconds: number) => Promise<void>
}
export type SurfaceElement = {
  append: (...nodes: never[]) => void
  removeChild: (node: never) => unknown
  setAttribute: (name: string, value: string) => void
  addEventListener: (name: 'click', listener: () => void) => void
  textContent: string | null
}
/** The part of Shopify's `i18n` that the blocks use. Words are in `locales`. */
export type SurfaceWords = {
  readonly translate: (key: string, words?: Readonly<Record<string, string | number>>) => string
  readonly formatNumber: (number: number, options?: Intl.NumberFormatOptions) => string
  readonly formatCurrency: (number: number, options?: Intl.NumberFormatOptions) => string
  readonly formatDate: (date: Date, options?: Intl.DateTimeFormatOptions) => string
}

/** What opened a gate for an order, and what it gave: a share in percent, or an amount in the shop's currency. */
export type Opening = {
  readonly by: { readonly kind: 'token' | 'wallet' | 'pass'; readonly name: string | null }
  readonly gate: string | null
  readonly gives: readonly Given[]
  readonly items: readonly string[]
}
export type Given = {
  readonly kind:
    | 'exclusive'
    | 'percentage'
    | 'fixedAmount'
    | 'orderPercentage'
    | 'orderAmount'
    | 'freeShipping'
  readonly percent?: number
  readonly amount?: number
}

/** What the app knows about an order. The app's side is `app/proxy/surfaces/views.ts`. */
export type OrderOpenings =
  | { readonly kind: 'none' | 'waiting' }
  | {
      readonly kind: 'found'
      readonly currency: string
      readonly openings: readonly Opening[]
      readonly hold: 'unproved' | 'used' | 'other-cart' | 'not-held' | 'over-cap' | 'closed' | null
      readonly isCancelled: boolean
      readonly receipts: readonly { readonly gate: string | null; readonly token: string }[]
    }

/** What the app knows about a customer. Instants are unix seconds. */
export type CustomerOpenings = {
  readonly currency: string
  readonly wallets: readonly string[]
  readonly open: readonly { readonly gate: string; readonly endsAt: number }[]
  readonly held: readonly string[]
  readonly orders: readonly {
    readonly name: string
    readonly orderedAt: number
    readonly openings: readonly Opening[]
  }[]
}
