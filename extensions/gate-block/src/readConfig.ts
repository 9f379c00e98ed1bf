/** What a gate gives, as the card says it; decimal text. */
export type Gives =
  | { readonly kind: 'percentage'; readonly percent: string }
  | { readonly kind: 'fixed_amount'; readonly amount: string; readonly currency: string }
  | { readonly kind: 'exclusive' }

export type ChainLabel = { readonly slug: string; readonly name: string; readonly id: number }

export type PageGate = {
  readonly number: number
  readonly gives: Gives | null
  /** A sentence with `[value]` in it, and the value. */
  readonly give: string
  readonly value: string
  readonly join: 'all' | 'any'
  readonly chains: readonly ChainLabel[]
}

export type TextName =
  | 'ask'
  | 'rejected'
  | 'browserWallet'
  | 'connecting'
  | 'signing'
  | 'slow'
  | 'unlocked'
  | 'regularPrice'
  | 'yourPrice'
  | 'atCheckout'
  | 'inCheckout'
  | 'until'
  | 'any'
  | 'unmet'
  | 'used'
  | 'failed'
  | 'failedPlain'
  | 'failedText'
  | 'late'
  | 'signature'
  | 'busy'
  | 'pending'
  | 'changed'
  | 'cart'

/** What Liquid tells the script. `prices` are hundredths of the shop's currency by variant id. */
export type GateConfig = {
  readonly shop: string
  readonly proxyPath: string
  readonly rootUrl: string
  readonly locale: string
  readonly productId: number
  readonly variantId: number
  readonly prices: Readonly<Record<string, number>>
  readonly moneyFormat: string
  readonly showsPrice: boolean
  readonly showsIcons: boolean
  readonly gates: readonly PageGate[]
  readonly texts: Readonly<Record<TextName, string>>
}

/** Read the block's JSON tag; our own Liquid wrote it, so its shape is taken as given. */
export function readConfig(element: ParentNode): GateConfig {
  return JSON.parse(element.querySelector('[data-ref=config]')?.textContent ?? '') as GateConfig
}
