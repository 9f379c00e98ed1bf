/** What a gate gives, as the card says it; decimal text. */
export type Gives =
  | { readonly kind: 'percentage'; readonly percent: string }
  | { readonly kind: 'fixed_amount'; readonly amount: string; readonly currency: string }
  | { readonly kind: 'exclusive' }

export type ChainLabel = {
  readonly slug: string
  readonly name: string
  readonly id: number
  readonly family: 'evm' | 'solana'
}

export type PageGate = {
  readonly number: number
  readonly gives: Gives | null
  /** A sentence with `[value]` in it, and the value. */
  readonly give: string
  readonly value: string
  /** What is said before the list of what is missing; may be empty. */
  readonly intro: string
  /** Whether what it needs must have been there for a while. */
  readonly isHeld: boolean
  /** Those a wallet can be of; none where any will do. */
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
  | 'refused'
  | 'refusedOther'
  | 'any'
  | 'unmet'
  | 'tooMuch'
  | 'excluded'
  | 'notListed'
  | 'listed'
  | 'held'
  | 'more'
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
