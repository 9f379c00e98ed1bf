/**
 * Addresses of wallets, hashes, keys, signatures and tokens: long runs of hex, base58 or base64, JWTs, Shopify's tokens,
 * this app's own keys, secrets of webhooks and discount codes, addresses of people, and the query of a URL.
 */
const SECRETS = [
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /\bshp[a-z]{2,4}_\w+/g,
  /\b(?:pk|sk)_\w{8,}/g,
  /\bwhsec_[A-Za-z0-9+/]+={0,2}/g,
  // A platform that refuses a code may quote it.
  /\bPAL(?:-[0-9A-Z]{4}){3}(?:-1)?/g,
  /\b0x[0-9a-fA-F]{40,}\b/g,
  /\b[0-9a-fA-F]{32,}\b/g,
  /\b(?=\w*\d)(?=\w*[A-Z])[1-9A-HJ-NP-Za-km-z]{32,}\b/g,
  /[A-Za-z0-9+/]{43,}={0,2}/g,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?<=\?)[^\s"]+=[^\s"]*/g,
]

/** Replace whatever looks like a secret or an address of a wallet by `[hidden]`. */
export function removeSecrets(sentence: string): string {
  return SECRETS.reduce((text, secret) => text.replace(secret, '[hidden]'), sentence)
}
