/** A number, or a global id of Shopify such as `gid://shopify/Product/8101`. */
export type ShopifyId = number | string

/** A product on the page, and the variant that is chosen. */
export type PageLine = { readonly productId: ShopifyId; readonly variantId: ShopifyId }

/** A wallet of this browser. Its name and icon are its own claims; the icon is a data URI. */
export type GateWallet = {
  readonly id: string
  readonly name: string | null
  readonly icon: string | null
  readonly family: 'evm' | 'solana'
}

/** A wallet that no browser announces: it is elsewhere, as one of WalletConnect. Its provider is as EIP-1193 says. */
export type RemoteWallet = Omit<GateWallet, 'family'> & {
  readonly provider: {
    readonly request: (call: {
      readonly method: string
      readonly params?: readonly unknown[]
    }) => Promise<unknown>
    readonly on?: (event: 'accountsChanged' | 'disconnect', listener: (value: unknown) => void) => void
  }
}

/** A token that an open gate may use up. `text` says its `state` to people, `picture` is a data URI. */
export type GateToken = {
  readonly key: string
  readonly name: string
  readonly state: 'chosen' | 'free' | 'reserved' | 'used'
  readonly text: string
  readonly picture?: string
}

/** A condition of a gate, as its card shows it. */
export type GateCondition = {
  readonly kind: string
  readonly chain?: string
  readonly [field: string]: unknown
}

/** What a wallet must hold. `lines` puts `conditions` and the groups around them in reading order. */
export type GateNeeds = {
  readonly join: 'all' | 'any' | 'at_least' | 'none'
  readonly count: number
  readonly flat: boolean
  readonly conditions: readonly GateCondition[]
  readonly lines: readonly (
    | { readonly depth: number; readonly group: string; readonly count: number }
    | { readonly depth: number; readonly condition: number }
  )[]
  readonly chains: readonly {
    readonly slug: string
    readonly name: string
    readonly id: number
    /** No wallet of `flow` is found here: see docs/integrations/headless.md. */
    readonly family: 'evm' | 'solana' | 'flow'
  }[]
  readonly [field: string]: unknown
}

/** What a gate gives. `kind` is that of its price: `percent`, or `amount` in `currency`, in whole units. */
export type GateGives = {
  readonly kind: string
  readonly percent?: string
  readonly amount?: string
  readonly currency?: string
  readonly cap: number
  readonly sold_out: boolean
  readonly guard: 'open' | 'account' | 'cart'
  readonly starts_at: number | null
  readonly ends_at: number | null
  readonly [field: string]: unknown
}

/** A gate about a product, as everybody may read it. */
export type GateDescription = {
  readonly number: number
  readonly name: string
  readonly state: 'active' | 'paused' | 'scheduled' | 'ended'
  readonly kind: 'discount' | 'exclusive' | 'both'
  readonly needs: GateNeeds
  readonly gives: GateGives
}

/** Why a gate stayed closed. `sign-in`: it is for customers who have signed in to the online store. */
export type ClosedReason = 'unmet' | 'paused' | 'not-started' | 'ended' | 'used-up' | 'sign-in' | 'sign-again'

/** A line of what is missing: a condition, the words above a group, or a vault. Amounts are in whole tokens. */
export type MissingLine = {
  readonly depth: number
  readonly text: string
  readonly because?: string
  readonly name?: string
  readonly chain?: string
  readonly needed?: string
  readonly found?: string
  readonly wallet?: string
  readonly count?: number
}

/** What is known of a gate for the wallets that are logged in. Instants are unix seconds. */
export type GateResult =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'open'; readonly endsAt: number; readonly wallet?: string }
  | {
      readonly kind: 'closed'
      readonly because: ClosedReason
      readonly lines: readonly MissingLine[]
      readonly startsAt?: number
      /** The limit that refused; null for another reason. */
      readonly usedUp?: { readonly limit: string; readonly [field: string]: unknown } | null
    }
  | { readonly kind: 'unchecked'; readonly chain: string | null }

/** A gate, and what is known of it. `products` are the ids of the products it is about, as numbers. */
export type GateState = GateDescription & {
  readonly products: readonly number[]
  readonly result: GateResult
}

/** A proof for the cart lines of one variant; ids as numbers. */
export type LineProof = { readonly productId: number; readonly variantId: number; readonly proof: string }

/** All that a page shows. A new object after each change, and the same one in between. */
export type GatesState = {
  /** What is being waited for: the wallet's account, its signature, or the server with its chains. */
  readonly step: 'idle' | 'connecting' | 'signing' | 'checking'
  /** The wallets of this browser, as they appear. */
  readonly wallets: readonly GateWallet[]
  /** The gates of the page's products, by number. */
  readonly gates: readonly GateState[]
  /** The wallet that is logged in, masked; null for none. */
  readonly address: string | null
  /** The proofs of the open gates: for the cart, and for its lines and the page's products. */
  readonly proof: string | null
  readonly lineProofs: readonly LineProof[]
  /** Discount codes that replace proofs, in a shop below Plus with a custom app. */
  readonly codes: readonly string[]
  /** When the first proof ends; null without one. */
  readonly endsAt: number | null
  /** Vaults that may have delegated what the wallet lacks. */
  readonly suggestedVaults: readonly string[]
  /** Whether the cart has what opens its products: `none` for no cart, `lost` if it did not take the proofs. */
  readonly cart: 'none' | 'unwritten' | 'written' | 'lost'
  /** Why the last call failed; null if it did not. */
  readonly error: Error | null
}

/** One attribute of a cart or of a line. */
export type CartAttribute = { readonly key: string; readonly value: string }

/** A line of a cart. `id` is the Storefront API's, the other ids are numbers. */
export type CartLine = {
  readonly id: string
  readonly productId: number
  readonly variantId: number
  readonly quantity: number
  readonly attributes: readonly CartAttribute[]
}

/** A cart, as far as proofs are concerned. */
export type GateCart = {
  readonly id: string
  readonly attributes: readonly CartAttribute[]
  readonly lines: readonly CartLine[]
  readonly discountCodes: readonly string[]
}

/** A line that gets other attributes: the whole set. */
export type CartLineChange = { readonly id: string; readonly attributes: readonly CartAttribute[] }

/** How a cart is read and changed. Each change answers the cart as it is then. */
export type CartAccess = {
  /** Null if there is no cart yet. @throws {PalisadeError} */
  readonly read: () => Promise<GateCart | null>
  /** Set the whole set of attributes. @throws {PalisadeError} */
  readonly setAttributes: (id: string, attributes: readonly CartAttribute[]) => Promise<GateCart>
  /** Set the attributes of some lines. @throws {PalisadeError} */
  readonly setLines: (id: string, lines: readonly CartLineChange[]) => Promise<GateCart>
  /** Set all entered codes. @throws {PalisadeError} */
  readonly setCodes: (id: string, codes: readonly string[]) => Promise<GateCart>
}
