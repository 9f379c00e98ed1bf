import { parseEvmAddress } from './parseEvmAddress.ts'
import { parseFlowContract } from './parseFlowContract.ts'
import { parseSolanaAddress } from './parseSolanaAddress.ts'
import type { ChainFamily, ContractAddress } from './types.ts'

const parsers: { readonly [Family in ChainFamily]: (text: string) => ContractAddress } = {
  evm: parseEvmAddress,
  solana: parseSolanaAddress,
  flow: parseFlowContract,
}

/**
 * Parse the address of a contract, mint or collection into the internal form of its family.
 * @throws {InputError} ERR_ADDRESS_INVALID
 */
export function parseContractAddress({
  family,
  text,
}: {
  family: ChainFamily
  text: string
}): ContractAddress {
  return parsers[family](text)
}
