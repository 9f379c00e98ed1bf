import { encodeFunctionData, parseAbi } from 'viem/utils'

const abi = parseAbi(['function supportsInterface(bytes4 interfaceId) view returns (bool)'])

/**
 * Interface ids that a contract may support. Every honest contract denies `none`.
 * @see https://eips.ethereum.org/EIPS/eip-165
 */
const interfaceIds = {
  erc165: '0x01ffc9a7',
  none: '0xffffffff',
  erc721: '0x80ac58cd',
  erc721Enumerable: '0x780e9d63',
  erc1155: '0xd9b67a26',
  /** ENSIP-10: `resolve(bytes,bytes)`. */
  extendedResolver: '0x9061b923',
} as const

/** Encode a call of `supportsInterface`, as hex digits without `0x`. */
export function encodeSupportsInterface(name: keyof typeof interfaceIds): string {
  return encodeFunctionData({ abi, args: [interfaceIds[name]] }).slice(2)
}
