import type { Vault } from './types.ts'

/** Most single tokens of one vault. */
const most = 25

/** Add a token that a vault has delegated. Null, a token that is known already and a 26th token change nothing. */
export function addToken(tokens: Vault['tokens'], token: Vault['tokens'][number] | null): Vault['tokens'] {
  const isKnown = tokens.some(
    (one) => one.chain === token?.chain && one.contract === token.contract && one.tokenId === token.tokenId,
  )
  return token && tokens.length < most && !isKnown ? [...tokens, token] : tokens
}
