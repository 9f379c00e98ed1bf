import { loadChain } from '../core/chain/loadChain.ts'
import { parseContractAddress } from '../core/chain/parseContractAddress.ts'
import type { ChainSlug, ContractAddress } from '../core/chain/types.ts'

/** Parse which address to look up. @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID */
export function parseContractQuestion(query: URLSearchParams): {
  chain: ChainSlug
  contract: ContractAddress
  /** The address as it was pasted. */
  text: string
} {
  const { slug, family } = loadChain(query.get('chain') ?? '')
  const text = (query.get('contract') ?? '').trim()
  return { chain: slug, contract: parseContractAddress({ family, text }), text }
}
