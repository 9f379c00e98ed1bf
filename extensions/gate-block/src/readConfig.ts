import type { SeenGates } from './session/rememberGates.ts'
import type { FailureReason, LineText, Unmet, UsedUpText } from './state.ts'

export type ChainLabel = {
  readonly slug: string
  readonly name: string
  readonly id: number
  readonly family: 'evm' | 'solana'
}

export type PageGate = {
  readonly number: number
  /** Whether nobody else can buy the product. */
  readonly isExclusive: boolean
  /** Whether it makes anything cheaper. */
  readonly isPriced: boolean
  /** The price of each variant once it is open; only where the checkout cannot round it otherwise. */
  readonly prices: Readonly<Record<string, { readonly cents: number; readonly text: string }>>
  /** A sentence with `[value]` in it, and the value. */
  readonly give: string
  readonly value: string
  /** Whether what it needs must have been there for a while. */
  readonly isHeld: boolean
  /** Those a wallet can be of; none where any will do. */
  readonly chains: readonly ChainLabel[]
}

/** Some sentences go by what the script hears: by the reason of a refusal or the code of a failure. */
export type TextName =
  | FailureReason
  | Unmet['because']
  | UsedUpText
  | 'ask'
  | 'rejected'
  | 'browserWallet'
  | 'connecting'
  | 'signing'
  | 'slow'
  | 'unlocked'
  | 'until'
  | 'refused'
  | LineText
  | 'held'
  | 'more'
  | 'failed'
  | 'failedPlain'

/** What Liquid tells the script. `prices` by variant id, as the theme writes them. */
export type GateConfig = {
  readonly shop: string
  readonly proxyPath: string
  readonly rootUrl: string
  readonly locale: string
  /** Null in the cart. */
  readonly productId: number | null
  readonly variantId: number
  /** The gates of the page's product, or of each in the cart. */
  readonly products: SeenGates
  readonly prices: Readonly<Record<string, string>>
  readonly showsIcons: boolean
  readonly gates: readonly PageGate[]
  readonly texts: Readonly<Record<TextName, string>>
  /** What stands over a refusal, by the reason that its lines have in common. */
  readonly titles: Readonly<Partial<Record<Unmet['because'], string>>>
}

/** Read the block's JSON tag; our own Liquid wrote it, so its shape is taken as given. */
export function readConfig(element: ParentNode): GateConfig {
  return JSON.parse(element.querySelector('[data-ref=config]')?.textContent ?? '') as GateConfig
}
