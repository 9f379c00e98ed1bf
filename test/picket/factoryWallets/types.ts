import type { Address, Hex, LocalAccount } from 'viem'
import type { walletFactories } from '../../../app/chains/evm/walletFactories.ts'
import type { Stage } from './openStage.ts'

/** A key that can sign a hash as it is, and typed data. */
export type OwnerKey = LocalAccount & Required<Pick<LocalAccount, 'sign'>>
export type Opened = {
  readonly factory: Address
  readonly creation: Hex
  readonly address: Address
  /** What the wallet's own software signs for `isValidSignature(hash, …)`, by any key. */
  readonly sign: (hash: Hex, key: OwnerKey) => Promise<Hex>
}
export type Open = (stage: Stage, owner: Address) => Promise<Opened>

export type Wallet = {
  readonly preset: keyof typeof walletFactories
  readonly factory: Address
  readonly open: Open
}
/** By their names. */
export type Wallets = Readonly<Record<string, Wallet>>
