import { parseAddress } from '../core/chain/parseAddress.ts'
import { parseChainSlug } from '../core/chain/parseChainSlug.ts'
import type { ChainSlug, EvmAddress } from '../core/chain/types.ts'

/** Which contract is asked about. @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID */
export function parseContractQuestion(query: URLSearchParams): { chain: ChainSlug; contract: EvmAddress } {
  return {
    chain: parseChainSlug(query.get('chain') ?? ''),
    contract: parseAddress(query.get('contract') ?? ''),
  }
}
