import { isEvmAddress, isSolanaAddress } from '../chain/familyOf.ts'
import { hasChecksum } from '../chain/hasChecksum.ts'
import { parseAnyAddress } from '../chain/parseAnyAddress.ts'
import type { EvmAddress, WalletAddress } from '../chain/types.ts'
import { parseOrNull } from '../gate/parseOrNull.ts'
import type { BadLineReason } from './types.ts'

export type ParseListAddressParameters = {
  readonly text: string
  /** The EIP-55 spelling of an address. */
  readonly toChecksumAddress: (address: EvmAddress) => string
}

export type ParsedListAddress =
  | { readonly kind: 'address'; readonly address: WalletAddress }
  /** A name that may stand for an address: `anna.eth`. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'bad'; readonly reason: BadLineReason }

const NAME = /^[^\s@]+\.[a-z]{2,12}$/i
const MAX_NAME = 255

/** Whether a text may be a name that stands for a wallet: `anna.eth`. */
export function isName(text: string): boolean {
  return text.length <= MAX_NAME && NAME.test(text)
}

/**
 * Parse a wallet's address, of any family, into its internal form, or a name that may stand for one.
 *
 * A mixed-case EVM address whose checksum is wrong is mistyped. An address in one case has no checksum.
 * @see https://eips.ethereum.org/EIPS/eip-55
 */
export function parseListAddress({ text, toChecksumAddress }: ParseListAddressParameters): ParsedListAddress {
  const address = parseOrNull(() => parseAnyAddress(text))
  if (address === null) {
    const reason = findReason(text)
    return reason === 'not-an-address' && isName(text)
      ? { kind: 'name', name: text }
      : { kind: 'bad', reason }
  }
  if (isEvmAddress(address)) {
    if (hasChecksum(text) && text.slice(2) !== toChecksumAddress(address).slice(2))
      return { kind: 'bad', reason: 'checksum' }
  } else if (isSolanaAddress(address) && hasLostCase(address)) return { kind: 'bad', reason: 'case-lost' }
  return { kind: 'address', address }
}

/**
 * Whether a program has folded the case of a Solana address, which makes it another valid one. By chance no address has
 * 20 or more letters that are all of one case.
 */
function hasLostCase(text: string): boolean {
  const letters = text.replace(/[1-9]/g, '')
  return letters.length >= 20 && (letters === letters.toLowerCase() || letters === letters.toUpperCase())
}

function findReason(text: string): BadLineReason {
  if (/…|\.\.\./.test(text) || /^0x[0-9a-f]{1,39}$/i.test(text)) return 'cut-short'
  return 'not-an-address'
}
