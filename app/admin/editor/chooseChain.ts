import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import type { ChainFamily } from '../../core/chain/types.ts'
import { attempt } from '../../core/gate/attempt.ts'
import type { ChainView } from '../views.ts'

const FAMILIES: readonly ChainFamily[] = ['evm', 'solana']

/** The chain for a pasted address: the chosen one, unless the address can only be of another family. */
export function chooseChain({
  chain,
  contract,
  chains,
}: {
  chain: string
  contract: string
  chains: readonly ChainView[]
}): string {
  const family = recognizeFamily(contract)
  const chosen = chains.find(({ slug }) => slug === chain)
  if (family === null || chosen?.family === family) return chain
  return chains.find((each) => each.family === family)?.slug ?? chain
}

/** Whose address a text is, or null: an EVM address is never base58, for it has a zero. */
export function recognizeFamily(text: string): ChainFamily | null {
  const address = text.trim()
  return FAMILIES.find((family) => attempt(() => parseWalletAddress({ family, text: address }))) ?? null
}
