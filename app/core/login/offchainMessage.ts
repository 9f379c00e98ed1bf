/** The three formats of version 0, and how many bytes of text each may carry. */
const FORMATS = [
  { id: 0, isAscii: true, most: 1212 },
  { id: 1, isAscii: false, most: 1212 },
  { id: 2, isAscii: false, most: 65_515 },
] as const
const DOMAIN = '\u00ffsolana offchain'
const VERSION = 0
const SHORT_HEADER = DOMAIN.length + 4
const LONG_HEADER = DOMAIN.length + 69

/**
 * Wrap a text's bytes in every version-0 envelope that wallets sign instead of the bare text.
 *
 * Two layouts are in use: the one of Solana's command line (domain, version, format, length) and the one of the
 * proposal (with an application domain, here nobody's, and the one signer). Formats for which the text does not qualify
 * are left out; a Ledger counts line feeds as printable.
 * @see https://docs.anza.xyz/cli/examples/sign-offchain-message https://docs.anza.xyz/proposals/off-chain-message-signing
 */
export function wrapOffchain({ text, signer }: { text: Uint8Array; signer: Uint8Array }): Uint8Array[] {
  const isAscii = text.every((byte) => (byte >= 0x20 && byte <= 0x7e) || byte === 0x0a)
  return FORMATS.filter((format) => text.length <= format.most && (isAscii || !format.isAscii)).flatMap(
    ({ id }) => {
      const length = [text.length & 0xff, text.length >> 8]
      const start = [...domainBytes(), VERSION]
      return [
        Uint8Array.from([...start, id, ...length, ...text]),
        Uint8Array.from([...start, ...new Uint8Array(32), id, 1, ...signer, ...length, ...text]),
      ]
    },
  )
}

/** The bytes that an envelope of either layout says it carries, or the bytes themselves where they are none. */
export function unwrapOffchain(bytes: Uint8Array): Uint8Array {
  if (!domainBytes().every((byte, i) => bytes[i] === byte)) return bytes
  for (const header of [SHORT_HEADER, LONG_HEADER]) {
    const length = (bytes[header - 2] ?? 0) | ((bytes[header - 1] ?? 0) << 8)
    if (length > 0 && bytes.length === header + length) return bytes.subarray(header)
  }
  return bytes
}

function domainBytes(): number[] {
  return [...DOMAIN].map((letter) => letter.charCodeAt(0))
}
