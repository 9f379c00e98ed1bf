/** What EIP-1193 asks of a wallet, as far as it is used here. */
export type EvmProvider = {
  request: (call: { method: string; params?: readonly unknown[] }) => Promise<unknown>
}

/** A wallet of this browser. `icon` is a data URI or null; `name` null where the wallet did not say it. */
export type EvmWallet = {
  readonly id: string
  readonly name: string | null
  readonly icon: string | null
  readonly provider: EvmProvider
}
