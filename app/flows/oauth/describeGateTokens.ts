import type { ContractDescription } from '../../core/chain/describe.ts'
import { findChain } from '../../core/chain/findChain.ts'
import { listIds } from '../../core/flatRequirement/evaluateFlatRequirement.ts'
import { chooseLoginChain } from '../../core/oauth/chooseLoginChain.ts'
import { parseAuthorizeQuery } from '../../core/oauth/parseAuthorizeQuery.ts'
import type { ProjectRequirement } from '../../core/project/types.ts'
import type { AuthenticatePorts } from '../api/authenticateApiKey.ts'
import { describeChainContract } from '../api/describeChainContract.ts'
import type { Needs } from '../context.ts'
import { type CheckAuthorizationParameters, checkAuthorization } from './checkAuthorization.ts'

/** A token that a login requires, with its contract's description. */
export type NamedToken = {
  readonly chain: string
  readonly id: string
  readonly description: ContractDescription
}

/** Maximum of tokens to name: each may cost a request to a chain. */
const MOST_NAMES = 8

/**
 * Describe the tokens that a login requires. A token that cannot be read is left out.
 *
 * @throws what checkAuthorization and parseAuthorizeQuery throw
 */
export async function describeGateTokens(
  ctx: AuthenticatePorts & Needs<'hashPersonal' | 'describeContract' | 'canReadChain'>,
  parameters: CheckAuthorizationParameters,
): Promise<NamedToken[]> {
  const { caller } = await checkAuthorization(ctx, parameters)
  const { project } = caller
  const query = parseAuthorizeQuery(parameters.parameters)
  const { chain } = chooseLoginChain({ query, project, chosen: null })
  const stored = project.requirement ? [project.requirement] : []
  const asked = query.requirement ? [{ chain: chain.slug, flat: query.requirement }] : []
  const tokens = [...stored, ...asked].flatMap(listTokens).slice(0, MOST_NAMES)
  const named = await Promise.all(
    tokens.map(({ chain, id }) => {
      const address = id.split(':')[0] ?? ''
      return describeChainContract(ctx, {
        user: { project, client: parameters.clientAddress },
        chain,
        address,
      }).then(
        ({ description }) => ({ chain, id, description }),
        () => null,
      )
    }),
  )
  return named.filter((token) => token !== null)
}

function listTokens({ chain, flat }: ProjectRequirement): { chain: string; id: string }[] {
  return findChain(chain) ? listIds(flat).map(({ id }) => ({ chain, id })) : []
}
