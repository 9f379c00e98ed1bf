import { readWallet } from '../../core/accessToken/readWallet.ts'
import { AccessError, NotFoundError } from '../../core/errors/base.ts'
import { isTestedBy, standingOf } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { ApiUser } from '../../core/limit/planLeases.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { type CheckWalletsResult, checkWallets } from '../unlocks/checkWallets.ts'
import { type LimitPorts, limitChainReads } from './limitApiRequest.ts'
import { readAccessToken } from './readAccessToken.ts'

export type ExplainGateParameters = {
  readonly project: Project
  /** The client whose limit counts the chain reads, beside the project's; null to count the project only. */
  readonly client: ApiUser['client']
  /** The gate's number as the URL's text. */
  readonly number: string
  readonly accessToken: string
  /** Maximum age of a cached balance, in seconds. */
  readonly maxAgeSeconds: number
}

const MOST_COUNTED = 200

/**
 * Check whether the wallet of an access token passes a gate of the project's shop, and report every part. Unlocks
 * nothing.
 *
 * Only the wallet that signed in is checked, so that nobody learns who else is on a list. A gate that is paused, ended
 * or scheduled answers like a missing gate, and so does one in test to a wallet that is not on its list.
 */
export async function describeGate(
  ctx: LimitPorts & Needs<'now' | 'issuer' | 'tokens' | 'revokedTokens' | 'gates' | 'readBalances' | 'lists'>,
  { project, client, number, accessToken, maxAgeSeconds }: ExplainGateParameters,
): Promise<CheckWalletsResult & { readonly gate: Gate }> {
  const claims = await readAccessToken(ctx, { project, accessToken, chain: null })
  if (claims.fmt === 'simple') {
    throw new AccessError(
      'ERR_TOKEN_INVALID',
      'This access token comes from a sign-in whose text names no site.',
      {
        hint: 'Set the project’s sign-in format to SIWE and sign in again.',
      },
    )
  }
  const wallet = readWallet(claims)
  if (project.shopId === null || !/^[1-9][0-9]{0,8}$/.test(number)) throw unknownGate()
  const { shopId } = project
  const [gate] = await ctx.gates.find({ shopId, numbers: [Number(number)] })
  // A gate that is closed to shoppers is closed here too: it answers like a missing gate.
  if (!gate || standingOf({ gate, now: ctx.now() }) !== 'active') throw unknownGate()
  if (!isTestedBy({ gate, wallets: [wallet] })) throw unknownGate()
  const readBalances: typeof ctx.readBalances = async (parameters) => {
    // The count is capped, so that every gate a merchant can make can be explained.
    const reads = Math.min(parameters.reads.length, MOST_COUNTED)
    await limitChainReads(ctx, { project, client, walletAddress: wallet.address, reads })
    return ctx.readBalances(parameters)
  }
  const checked = await checkWallets(
    { ...ctx, readBalances },
    { shopId, requirement: gate.requirement, wallets: [wallet], vaults: [], at: null, maxAgeSeconds },
  )
  return { gate, ...checked }
}

function unknownGate(): NotFoundError {
  return new NotFoundError('ERR_GATE_NOT_FOUND', 'This project’s shop has no such gate.', {
    hint: 'The gate’s page in the app shows its number. Projects created with "npm run keys" have no shop.',
  })
}
