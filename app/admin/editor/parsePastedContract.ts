import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import type { ChainFamily } from '../../core/chain/types.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import type { ChainView } from '../views.ts'

const LINK = /^https?:\/\//i

/**
 * Take a pasted address, or the first address in a pasted link: people copy the page of a marketplace or block
 * explorer.
 *
 * The chain stays, unless the link names another of `chains` or the address can only be of another family.
 */
export function parsePastedContract({
  text,
  chain,
  chains,
}: {
  text: string
  chain: string
  chains: readonly ChainView[]
}): { contract: string; chain: string } {
  const parts = LINK.test(text.trim()) ? text.trim().split(/[/?#&=]+/) : []
  const contract = parts.find((part) => familyOfText(part) !== null) ?? text
  const family = familyOfText(contract.trim())
  const ofFamily = chains.filter((each) => each.family === family)
  const named = ofFamily.find(({ slug }) => parts.includes(slug))
  const isFitting = family === null || ofFamily.some(({ slug }) => slug === chain)
  return { contract, chain: named?.slug ?? (isFitting ? chain : (ofFamily[0]?.slug ?? chain)) }
}

function familyOfText(text: string): ChainFamily | null {
  const address = parseOrNull(() => parseAnyAddress(text))
  return address && (isEvmAddress(address) ? 'evm' : 'solana')
}
