import { parsePicketChain } from '../../core/chain/parsePicketChain.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import { InputError, UpstreamError } from '../../core/errors/base.ts'
import { addDecimals } from '../../core/flatRequirement/addDecimals.ts'
import { createTokenBalances } from '../../core/flatRequirement/balances.ts'
import {
  evaluateFlatRequirement,
  isOnList,
  listIds,
} from '../../core/flatRequirement/evaluateFlatRequirement.ts'
import type { FlatRequirement, TokenBalances } from '../../core/flatRequirement/types.ts'
import type { ApiUser } from '../../core/limit/planLeases.ts'
import { formatUnits } from '../../core/requirement/amounts.ts'
import { describeUnread, readTokenBalances, type TokenReadPorts } from './readTokenBalances.ts'

export type CheckTokenOwnershipParameters = {
  readonly user: ApiUser
  readonly chain: string
  readonly walletAddress: string
  /** The chain that the body names, or null. */
  readonly said: ChainSlug | null
  readonly requirement: FlatRequirement | null
}
export type CheckTokenOwnershipResult = {
  readonly allowed: boolean
  readonly walletAddress: string
  /** Sum of the balances of all requested tokens: a decimal in whole tokens. */
  readonly tokenBalance: string
  readonly tokenBalances: TokenBalances
}

/**
 * Read what any wallet holds of the requested tokens, and whether that is enough. "Not enough" is an answer, not an
 * error.
 *
 * @throws {InputError} ERR_REQUIREMENT_INVALID when the request names no token, or two chains; ERR_CHAIN_UNKNOWN,
 * ERR_ADDRESS_INVALID, and what readTokenBalances throws
 * @throws {UpstreamError} ERR_CHAIN_READ, ERR_TOKEN_READ
 */
export async function checkTokenOwnership(
  ctx: TokenReadPorts,
  { user, requirement: flat, ...parameters }: CheckTokenOwnershipParameters,
): Promise<CheckTokenOwnershipResult> {
  const chain = parsePicketChain(parameters.chain)
  const address = parseWalletAddress({ family: chain.family, text: parameters.walletAddress })
  if (parameters.said !== null && parameters.said !== chain.slug) {
    throw new InputError(
      'ERR_REQUIREMENT_INVALID',
      'The request body names a different chain than the URL.',
      {
        hint: 'Name the chain in the URL only.',
      },
    )
  }
  if (!flat) {
    throw new InputError('ERR_REQUIREMENT_INVALID', 'The request does not name a token.', {
      hint:
        chain.family === 'solana' ? 'Send tokenIds, collection or creatorAddress.' : 'Send contractAddress.',
    })
  }
  const wallet = { chain: chain.slug, address, kind: 'key' } as const
  const isListed = isOnList(flat, address)
  const read = await readTokenBalances(ctx, { user, chain, wallet, ids: listIds(flat) }).catch(
    (error: unknown) => {
      // A listed wallet is allowed even if the chain cannot be read.
      if (isListed && error instanceof UpstreamError) return { balances: [], unread: [] }
      throw error
    },
  )
  const tokenBalances = createTokenBalances(read.balances)
  const verdict = evaluateFlatRequirement({ flat, walletAddress: address, balances: tokenBalances })
  const [missing] = read.unread
  if (missing && verdict !== 'met') throw describeUnread({ missing, chain })
  const sum = addDecimals(read.balances.map(({ amount }) => amount))
  return {
    allowed: verdict === 'met',
    walletAddress: parameters.walletAddress,
    tokenBalance: formatUnits({ amount: sum, decimals: 36 }),
    tokenBalances,
  }
}
