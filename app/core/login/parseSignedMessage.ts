import type { LoginContext } from './composePicketMessage.ts'

const LINES =
  /^([^\n]{1,255}) wants you to sign in with your (?:Ethereum|Solana|Flow) account:\n[^\n]{1,64}\n\n[^\n]{1,400}\n\nURI: ([^\n]{1,500})\nVersion: 1\nChain ID: ([1-9][0-9]{0,14})\nNonce: [a-zA-Z0-9]{8,64}\nIssued At: ([^\n]{1,40})$/

/**
 * Read the context of a login from a signed EIP-4361 text, or its counterpart on Solana or Flow, for clients that send no
 * `context`; null if the text has another form.
 *
 * The text is not trusted: the message is composed again from these fields, and the signature must fit that one.
 */
export function parseSignedMessage(message: string): LoginContext | null {
  const [, domain, uri, chainId, issuedAt] = LINES.exec(message) ?? []
  if (!domain || !uri || !chainId || !issuedAt) return null
  return { domain, uri, issuedAt, chainId: Number(chainId) }
}
