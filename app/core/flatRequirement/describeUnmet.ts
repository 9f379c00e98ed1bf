import { AccessError } from '../errors/base.ts'
import { findBalance, listIds } from './evaluateFlatRequirement.ts'
import type { FlatRequirement, TokenBalances } from './types.ts'

/** Ids of EVM chains, Solana and Flow. Other text was sent by mistake and may be a secret: the error does not repeat it. */
const ID = /^(?:0x[0-9a-f]{40}(?::[0-9]{1,78})?|[1-9A-HJ-NP-Za-km-z]{32,44}|A\.[0-9a-f]{16}\.\w{1,64})$/i

/**
 * Create the error for an unmet flat requirement: what was needed, and what was found of each token.
 *
 * Its message contains the words that Picket's modal looks for where they are true, and nowhere else.
 */
export function describeUnmet({
  verdict,
  flat,
  balances,
}: {
  verdict: 'wallet-not-allowed' | 'balance-too-low'
  flat: FlatRequirement
  balances: TokenBalances
}): AccessError {
  if (verdict === 'wallet-not-allowed') {
    return new AccessError(
      'ERR_WALLET_NOT_ALLOWED',
      'This wallet is not one of the allowed wallet addresses.',
      {
        hint: 'Use a wallet that is on the list.',
      },
    )
  }
  const found = listIds(flat).map(({ kind, id }) => ({
    kind,
    id: ID.test(id) ? id : 'an invalid address',
    found: findBalance({ balances, kind, id }) ?? null,
  }))
  const minimum = flat.minTokenBalance
  const needed = minimum === null || /^[0.]+$/.test(minimum) ? 'more than 0' : `at least ${minimum}`
  const details = { needed: minimum ?? '0', found }
  const held = found.flatMap((one) => (one.found === null ? [] : [`${one.found} of ${one.id}`])).join(', ')
  const unproven = found.flatMap((one) => (one.found === null ? [one.id] : [])).join(', ')
  // An access token may lack a balance that nobody has read yet; that is not a balance of zero.
  if (unproven)
    return new AccessError(
      'ERR_REQUIREMENT_UNMET',
      `This access token does not prove the necessary tokens: ${needed} is needed${held && `, it proves ${held}`}, and ${unproven} was not asked for.`,
      { hint: 'Call authz with these requirements: it reads the chain.', details },
    )
  return new AccessError(
    'ERR_REQUIREMENT_UNMET',
    `This wallet does not hold the necessary tokens: it holds ${held}, and ${needed} is needed.`,
    { hint: 'Use another wallet, or come back with the tokens.', details },
  )
}
