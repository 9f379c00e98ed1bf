import { familyOfAddress, isFlowAddress } from '../../core/chain/familyOf.ts'
import { findLinkChain } from '../../core/chain/findLinkChain.ts'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { parseFlowContract } from '../../core/chain/parseFlowContract.ts'
import type { ChainFamily } from '../../core/chain/types.ts'
import type { FieldIssue } from '../../core/gate/issues.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import type { ChainView } from '../views.ts'

/** With or without `https://`, as browsers copy both. */
const LINK = /^(?:https?:\/\/|[a-z0-9-]+(?:\.[a-z0-9-]+)+\/)/i
/** A collection's page at OpenSea, whose address has the collection's name alone. */
const COLLECTION = /^(?:https?:\/\/)?(?:www\.|pro\.)?opensea\.io\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?collection\//i

/**
 * Take a pasted address, or the first address in a pasted link: people copy the page of a marketplace or block
 * explorer.
 *
 * The chain stays, unless the link names another of `chains`, by its explorer or in its path, or the address can only
 * be of another family.
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
  const [, host = '', ...parts] = LINK.test(text.trim()) ? splitLink(text.trim()) : []
  const contract = parts.find((part) => familyOfText(part) !== null) ?? text
  const family = familyOfText(contract.trim())
  const ofFamily = chains.filter((each) => each.family === family)
  const named = findLinkChain({ host: host.toLowerCase(), parts, chains: ofFamily })
  const isFitting = family === null || ofFamily.some(({ slug }) => slug === chain)
  return { contract, chain: named?.slug ?? (isFitting ? chain : (ofFamily[0]?.slug ?? chain)) }
}

/**
 * Find what is wrong with a link in an address field; null if the text is no link. `parsePastedContract` replaces a
 * link by its address, so a text that is still a link has none.
 */
export function findLinkIssue(text: string): FieldIssue | null {
  if (!LINK.test(text.trim())) return null
  return COLLECTION.test(text.trim()) ? 'link-of-collection' : 'address-invalid'
}

function splitLink(link: string): string[] {
  return (link.includes('://') ? link : `https://${link}`).split(/[/?#&=]+/)
}

function familyOfText(text: string): ChainFamily | null {
  if (parseOrNull(() => parseFlowContract(text))) return 'flow'
  const address = parseOrNull(() => parseAnyAddress(text))
  // An account on Flow is no contract.
  return address && !isFlowAddress(address) ? familyOfAddress(address) : null
}
