import { toComparableAddress } from '../../core/chain/toComparableAddress.ts'
import type { ShopId } from '../../core/gate/types.ts'

/** The 16 bytes, in hex, by which a wallet is recognised when it comes back. Only this server can compute them. */
export function hashHolder(parameters: {
  hashPersonal: (text: string) => string
  shopId: ShopId
  address: string
}): string {
  const { hashPersonal, shopId, address } = parameters
  return hashPersonal(`holder ${shopId} ${toComparableAddress(address)}`).slice(0, 32)
}
