/** The three formats of version 0, and how many bytes of text each may carry. */
const FORMATS = [
  { id: 0, isAscii: true, most: 1212 },
  { id: 1, isAscii: false, most: 1212 },
  { id: 2, isAscii: false, most: 65_515 },
] as const
const DOMAIN = '\u00ffsolana offchain'
const VERSION = 0
const APPLICATION_BYTES = 32
/** The words after the domain in a sign-in text. */
const SIGN_IN = ' wants you to sign in with your Solana account:\n'
const SHORT_HEADER = DOMAIN.length + 4
const LONG_HEADER = DOMAIN.length + 69

/**
 * Wrap a text's bytes in every version-0 envelope that wallets sign instead of the bare text.
 *
 * Two layouts are in use. Solana's command line writes domain, version, format and length. The proposal adds an
 * application domain and the one signer; the application domain is zeros, or the domain that the sign-in text itself
 * names, as Ledgers write it. Formats for which the text does not qualify are left out; a Ledger counts line feeds as
 * printable.
 * @see https://docs.anza.xyz/cli/examples/sign-offchain-message https://docs.anza.xyz/proposals/off-chain-message-signing
 */
export function encodeOffchain({ text, signer }: { text: Uint8Array; signer: Uint8Array }): Uint8Array[] {
  const isAscii = text.every((byte) => (byte >= 0x20 && byte <= 0x7e) || byte === 0x0a)
  const formats = FORMATS.filter((format) => text.length <= format.most && (isAscii || !format.isAscii))
  const applications = [new Uint8Array(APPLICATION_BYTES), ...findApplication(text)]
  const length = [text.length & 0xff, text.length >> 8]
  const start = [...encodeDomain(), VERSION]
  return formats.flatMap(({ id }) => [
    Uint8Array.from([...start, id, ...length, ...text]),
    ...applications.map((application) =>
      Uint8Array.from([...start, ...application, id, 1, ...signer, ...length, ...text]),
    ),
  ])
}

/** Find the domain of a sign-in text, padded with zeros; empty if it has none, or one of more than 32 bytes. */
function findApplication(text: Uint8Array): Uint8Array[] {
  const end = text.indexOf(0x20)
  const isSignIn = [...SIGN_IN].every((letter, i) => text[end + i] === letter.charCodeAt(0))
  if (end < 1 || end > APPLICATION_BYTES || !isSignIn) return []
  const application = new Uint8Array(APPLICATION_BYTES)
  application.set(text.subarray(0, end))
  return [application]
}

/** Extract the text's bytes from an envelope of either layout. Bytes without an envelope are returned as they are. */
export function decodeOffchain(bytes: Uint8Array): Uint8Array {
  if (!encodeDomain().every((byte, i) => bytes[i] === byte)) return bytes
  for (const header of [SHORT_HEADER, LONG_HEADER]) {
    const length = (bytes[header - 2] ?? 0) | ((bytes[header - 1] ?? 0) << 8)
    if (length > 0 && bytes.length === header + length) return bytes.subarray(header)
  }
  return bytes
}

function encodeDomain(): number[] {
  return [...DOMAIN].map((letter) => letter.charCodeAt(0))
}
