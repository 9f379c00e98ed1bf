import type { WalletAddress } from '../../core/chain/types.ts'
import type { ShopId } from '../../core/gate/types.ts'

export type HashEntryParameters = {
  readonly hashPersonal: (text: string) => string
  readonly shopId: ShopId
  readonly address: WalletAddress
}

/** What is kept of an address: 16 bytes in hex, which mean nothing without this server's secret nor in another shop. */
export function hashEntry({ hashPersonal, shopId, address }: HashEntryParameters): string {
  return hashPersonal(`list ${shopId} ${address}`).slice(0, 32)
}
