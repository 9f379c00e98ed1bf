import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import type { ChainFamily } from '../../core/chain/types.ts'
import { attempt } from '../../core/gate/attempt.ts'
import type { ChainView } from '../views.ts'

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

function recognizeFamily(text: string): ChainFamily | null {
  const address = attempt(() => parseAnyAddress(text.trim()))
  return address && (isEvmAddress(address) ? 'evm' : 'solana')
}
