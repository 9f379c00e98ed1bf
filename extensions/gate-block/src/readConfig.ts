import type { SeenGates } from './session/writeSeenGates.ts'
import type { FailureReason, LineText, Unmet, UsedUpText } from './state.ts'

export type ChainLabel = {
  readonly slug: string
  readonly name: string
  readonly id: number
  readonly family: 'evm' | 'solana' | 'flow'
}

export type PageGate = {
  readonly number: number
  /** Whether only holders can buy the product. */
  readonly isExclusive: boolean
  /** Whether it reduces any price. */
  readonly isPriced: boolean
  /** The price of each variant once the gate is open; absent if the checkout may round it differently. */
  readonly prices: Readonly<Record<string, { readonly cents: number; readonly text: string }>>
  /** The name of the only token that opens it; '' if there are several. */
  readonly token: string
  /** How many an order may have, as a sentence; '' for any number. */
  readonly cap: string
  /** A sentence with `[value]` in it, and the value. */
  readonly give: string
  readonly value: string
  /** Whether its requirement must have been met for a while. */
  readonly isHeld: boolean
  /** The chains that its wallets can be of; empty for any. */
  readonly chains: readonly ChainLabel[]
}

/** Some texts are named after data: the reason of a refusal or the code of a failure. */
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
  | 'slowCart'
  | 'again'
  | 'hint'
  | 'copied'
  | 'connectingText'
  | 'signingText'
  | 'unlocked'
  | 'until'
  | 'byCart'
  | 'inCheckout'
  | 'refused'
  | LineText
  | 'held'
  | 'more'
  | 'failed'
  | 'failedPlain'
  | 'other'
  | 'gone'

/** What WalletConnect needs: the merchant's project, the URL of its script, and texts. */
export type WalletConnectConfig = {
  readonly url: string
  readonly projectId: string
  readonly scan: string
  readonly open: string
  readonly copy: string
  readonly copied: string
  readonly close: string
}

/** The data that Liquid passes to the script. `prices` by variant id, formatted by the theme. */
export type GateConfig = {
  readonly shop: string
  /** URL of the script that is loaded when it is needed. */
  readonly run: string
  /** Absent if the merchant has no project of WalletConnect. */
  readonly walletConnect?: WalletConnectConfig
  readonly proxyPath: string
  readonly rootUrl: string
  readonly locale: string
  /** On the cart page, the total that it shows, in cents. A request of the page before may have changed the cart since. */
  readonly total?: number
  /** Null on the cart page; -1 in a block that is about neither a product nor the cart. */
  readonly productId: number | null
  readonly variantId: number
  /** The gates of the page's product, or of each product in the cart. */
  readonly products: SeenGates
  readonly prices: Readonly<Record<string, string>>
  readonly showsIcons: boolean
  readonly gates: readonly PageGate[]
  /** The gates without which nobody can buy a variant: any one of them opens it. Absent if everybody can buy all. */
  readonly covers?: Readonly<Record<string, readonly number[]>>
  /** The CSS rule that hides the theme's own buttons for `[ids]`. */
  readonly coverRule?: string
  readonly texts: Readonly<Record<TextName, string>>
  /** The title of a failure, by its reason; absent for those of which nothing more is known. */
  readonly failures: Readonly<Partial<Record<FailureReason, string>>>
  /** The title of a refusal, by the reason that its lines share. */
  readonly titles: Readonly<Partial<Record<Unmet['because'], string>>>
}

/** Read the block's JSON tag as text. A theme that puts another product into the block changes it. */
export function readConfigText(element: ParentNode): string {
  return `${element.querySelector('[data-ref=config]')?.textContent}`
}

/** Parse the block's JSON tag. Its shape is not checked, because our own Liquid wrote it. */
export function parseConfig(text: string): GateConfig {
  return JSON.parse(text) as GateConfig
}
