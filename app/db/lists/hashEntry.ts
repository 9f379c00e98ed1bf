import type { WalletAddress } from '../../core/chain/types.ts'
import type { ShopId } from '../../core/gate/types.ts'

/**
 * The 16 bytes, in hex, that are stored for an address. Without this server's secret, or in another shop, they identify
 * nobody.
 */
export function hashEntry(parameters: {
  hashPersonal: (text: string) => string
  shopId: ShopId
  address: WalletAddress
}): string {
  const { hashPersonal, shopId, address } = parameters
  return hashPersonal(`list ${shopId} ${address}`).slice(0, 32)
}
