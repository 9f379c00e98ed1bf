import type { GateNumber, ShopId } from '../gate/types.ts'
import type { ProvenWallet, Vault } from '../login/types.ts'

/** A gate as it was when it was found open. */
export type SeenGate = { readonly gate: GateNumber; readonly revision: number }

/** One shopping visit: the wallets proven in it and which gates were seen open in which slot. At most two hours. */
export type Visit = {
  readonly id: string
  readonly shopId: ShopId
  readonly wallets: readonly ProvenWallet[]
  /** At most four. */
  readonly vaults: readonly Vault[]
  /** Gates found open by reading the chains, valid for proofs that end at `until`. */
  readonly seen: { readonly until: string; readonly gates: readonly SeenGate[] } | null
  readonly expiresAt: number
}
