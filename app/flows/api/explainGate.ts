import { readWallet } from '../../core/accessToken/readWallet.ts'
import { AccessError, NotFoundError } from '../../core/errors/base.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { ApiUser } from '../../core/limit/planLeases.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { type CheckGateResult, checkGate } from '../unlocks/checkGate.ts'
import { type LimitPorts, limitChainReads } from './limitApiRequest.ts'
import { readAccessToken } from './readAccessToken.ts'

export type ExplainGateParameters = {
  readonly project: Project
  /** Whom chain reads are counted on beside the project; null for nobody. */
  readonly client: ApiUser['client']
  /** As it stands in the address. */
  readonly number: string
  readonly accessToken: string
  /** How old an answer of the chain may be, in seconds. */
  readonly maxAgeSeconds: number
}

const MOST_COUNTED = 200

/**
 * Say whether the wallet that a token proves passes a gate of the project's shop, and of every part of it why. Nothing
 * is unlocked by it, and nobody is asked about who did not sign in: a list must not tell who is on it. A gate that is
 * paused, has ended or has not begun is told as one that is not there.
 *
 * @throws {AccessError} ERR_TOKEN_INVALID, ERR_RATE_LIMITED. @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function explainGate(
  ctx: LimitPorts & Needs<'now' | 'issuer' | 'tokens' | 'revokedTokens' | 'gates' | 'readBalances' | 'lists'>,
  { project, client, number, accessToken, maxAgeSeconds }: ExplainGateParameters,
): Promise<CheckGateResult> {
  const claims = await readAccessToken(ctx, { project, accessToken, chain: null })
  if (claims.fmt === 'simple') {
    throw new AccessError('ERR_TOKEN_INVALID', 'This access token is of a text that names no site.', {
      hint: 'Gates are for sign-ins whose text names the site: set the project to SIWE and sign in again.',
    })
  }
  const wallet = readWallet(claims)
  if (project.shopId === null || !/^[1-9][0-9]{0,8}$/.test(number)) throw unknownGate()
  const { shopId } = project
  const [gate] = await ctx.gates.find({ shopId, numbers: [Number(number)] })
  // What is not for shoppers now is not for wallets either: a paused gate is told as one that is not there.
  if (!gate || standingOf({ gate, now: ctx.now() }) !== 'active') throw unknownGate()
  const readBalances: typeof ctx.readBalances = async (parameters) => {
    // A gate that a merchant made is never too large to be explained.
    const reads = Math.min(parameters.reads.length, MOST_COUNTED)
    await limitChainReads(ctx, { project, client, walletAddress: wallet.address, reads })
    return ctx.readBalances(parameters)
  }
  return checkGate(
    { ...ctx, readBalances, gates: { ...ctx.gates, load: async () => gate } },
    {
      shopId,
      number: Number(number),
      wallets: [wallet],
      vaults: [],
      at: null,
      maxAgeSeconds,
    },
  )
}

function unknownGate(): NotFoundError {
  return new NotFoundError('ERR_GATE_NOT_FOUND', 'This project’s shop has no such gate.', {
    hint: 'The number of a gate stands on its page in the app; projects made by npm run keys have no shop.',
  })
}
