import type { Vault } from './types.ts'

/** As many single tokens of one vault are looked at. */
const most = 25

/** Add a token that a vault has lent to those known, once; null adds nothing, and so does one too many. */
export function addToken(tokens: Vault['tokens'], token: Vault['tokens'][number] | null): Vault['tokens'] {
  const isKnown = tokens.some(
    (one) => one.chain === token?.chain && one.contract === token.contract && one.tokenId === token.tokenId,
  )
  return token && tokens.length < most && !isKnown ? [...tokens, token] : tokens
}
