/** What a wallet must hold: any one field that is met is enough. An unknown field is refused. */
export type Requirements = {
  /** The chain that the tokens are on. Name it: one address can be another contract on another chain. */
  readonly chain?: string
  readonly contractAddress?: string
  /** In whole tokens. Default: more than zero. */
  readonly minTokenBalance?: number | string
  /** An empty list admits nobody. */
  readonly allowedWallets?: readonly string[]
  readonly tokenIds?: readonly string[]
  readonly collection?: string | readonly string[]
  readonly creatorAddress?: string
}

type BalanceKind = 'contractAddress' | 'collection' | 'tokenIds' | 'creatorAddress'
/** Proven balances: what asked → id → decimal in whole tokens. */
export type TokenBalances = { readonly [kind in BalanceKind]?: Readonly<Record<string, string>> }

export type User = {
  readonly chain: string
  /** As the request wrote it. Compare `sub` instead. */
  readonly walletAddress: string
  readonly displayAddress: string
  readonly tokenBalances: TokenBalances
  /** The contract that the request named, and what the wallet holds of it; absent if it named none. */
  readonly contractAddress?: string
  /** The ids that the request named, separated by commas. */
  readonly tokenIds?: string
  /** Of the contract or the ids that the request named. */
  readonly tokenBalance?: string
}

/** A new access token and who it is about. */
export type SignedIn = { readonly accessToken: string; readonly user: User }

/** The claims of an access token; instants are unix seconds. */
export type Claims = User & {
  readonly iss: string
  /** The project's id. */
  readonly aud: string
  /** `chain:address`: one wallet always has the same value. */
  readonly sub: string
  readonly tid: string
  /** The `tid` of the sign-in's first token; absent in that one. */
  readonly sid?: string
  readonly ver: 1
  readonly iat: number
  readonly exp: number
  /** Made from the address; receives no mail. */
  readonly email: string
  readonly balancesReadAt: { readonly [kind in BalanceKind]?: Readonly<Record<string, number>> }
  /** Present if the wallet signed a text that names no site. */
  readonly fmt?: 'simple'
  /** Present for a contract wallet, which is an identity on its own chain alone. */
  readonly wallet?: 'contract'
}

/** What the signed text says beside the nonce. */
export type SigningContext = {
  readonly domain: string
  readonly uri: string
  readonly issuedAt: string
  readonly chainId?: number
}

export type Nonce = {
  readonly nonce: string
  readonly statement: string
  readonly format: 'siwe' | 'simple'
  /** With the method `memo`: base64 of a transaction to sign. It is never sent. */
  readonly transaction?: string
}

export type ChainInfo = {
  readonly chainSlug: string
  /** Its CAIP-2 name, e.g. `eip155:1`, which requests may use too. */
  readonly caip2: string
  readonly chainId: number
  readonly chainType: 'ethereum' | 'solana' | 'flow'
  readonly chainName: string
  readonly publicRPC: string
  readonly authorizationSupported: boolean
}

export type Ownership = {
  readonly allowed: boolean
  readonly walletAddress: string
  /** The sum of all balances. */
  readonly tokenBalance: string
  readonly tokenBalances: TokenBalances
}

export type Contract = {
  readonly chain: string
  readonly contractAddress: string
  readonly kind: 'erc20' | 'erc721' | 'erc1155' | 'spl' | 'collection' | 'flowNft' | 'flowToken' | 'unknown'
  readonly name: string | null
  readonly symbol: string | null
  readonly decimals: number | null
  readonly authorizationSupported: boolean
}

/** `unchecked`: a chain could not be read, which is neither yes nor no. */
export type Verdict = 'met' | 'unmet' | 'unchecked'
/** A group or a condition; the server's page `/api/docs` describes the other fields. */
export type ReportPart = {
  readonly kind: string
  readonly verdict: Verdict
  readonly of?: readonly ReportPart[]
  readonly [field: string]: unknown
}
export type GateCheck = {
  readonly gate: { readonly number: number; readonly name: string; readonly state: 'active' | 'paused' }
  readonly verdict: Verdict
  readonly report: { readonly now: ReportPart; readonly before: ReportPart | null }
}

/** A receipt of an order, for one gate. `verifyReceipt` verifies it. */
export type Receipt = {
  readonly gate: number
  readonly revision: number
  /** The compact JWS. */
  readonly receipt: string
  /** What this version of the gate asked for. A list is in it by its id and name. */
  readonly condition: unknown
  /** Unix seconds. */
  readonly issuedAt: number
}

/** A kind of message that a webhook may choose. */
export type WebhookKind =
  | 'gate.unlocked'
  | 'gate.refused'
  | 'gate.redeemed'
  | 'gate.released'
  | 'order.held'
  | 'list.changed'
  | 'gate.changed'

/** A webhook of the project's shop. Instants are unix seconds. */
export type ShopWebhook = {
  readonly id: string
  /** Null for Shopify Flow. */
  readonly url: string | null
  readonly messages: readonly WebhookKind[]
  /** Gates that it is told about; empty for all. */
  readonly gates: readonly number[]
  /** Whether its messages name wallets and tokens. Only staff switch that on. */
  readonly hasWallets: boolean
  /** `on`, or why it is off: staff or a key, its address answered 410, or it failed for five days. */
  readonly state: 'on' | 'staff' | 'gone' | 'failing'
  readonly failingSince: number | null
  readonly oldSecretEndsAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}
/** With the secret that signs its messages, which no other call answers; null for a repeated request. */
export type ShopWebhookWithSecret = ShopWebhook & { readonly secret: string | null }

/** A message in the log of a webhook. Instants are unix seconds. */
export type WebhookMessage = {
  readonly id: string
  /** The header `webhook-id` of its requests. */
  readonly webhookId: string
  readonly type: WebhookKind | 'message.test'
  readonly at: number
  /** `failed`: it was given up. */
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly attempts: number
  readonly dueAt: number | null
  readonly triedAt: number | null
  readonly status: number | null
  readonly lastError: string | null
}

/** What one call may bring along. */
export type CallOptions = {
  /** Ends the call, its waits included. */
  readonly signal?: AbortSignal
}
