import type { GateNumber, ShopId } from '../gate/types.ts'
import type { ProvenWallet, Vault } from '../login/types.ts'
import type { ReadBlock } from '../receipt/types.ts'

/** A gate that was found open, with its revision at that moment. */
export type SeenGate = {
  readonly gate: GateNumber
  readonly revision: number
  /** Where its requirement was read. Absent for a pass of the staff, and in rows of earlier versions. */
  readonly blocks?: readonly ReadBlock[] | undefined
}

/** A shopper's visit: its proven wallets, and the gates that were found open in it. At most two hours. */
export type Visit = {
  readonly id: string
  readonly shopId: ShopId
  readonly wallets: readonly ProvenWallet[]
  /** At most four. */
  readonly vaults: readonly Vault[]
  /** Gates found open by reading the chains, valid for proofs that end at `until`. */
  readonly seen: { readonly until: string; readonly gates: readonly SeenGate[] } | null
  /**
   * Thumbprint of the key that signs the visit's requests. Null if the browser had no key, and the visit cannot be
   * renewed; also null for a pass that nobody has opened.
   */
  readonly keyThumbprint: string | null
  /** When a wallet last signed; unix seconds. */
  readonly signedAt: number
  readonly expiresAt: number
}
