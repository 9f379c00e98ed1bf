import type { ContractDescription } from '../../core/chain/describe.ts'
import { parseContractAddress } from '../../core/chain/parseContractAddress.ts'
import { parsePicketChain } from '../../core/chain/parsePicketChain.ts'
import type { Chain } from '../../core/chain/types.ts'
import { InputError } from '../../core/errors/base.ts'
import type { ApiUser } from '../../core/limit/planLeases.ts'
import type { Needs } from '../context.ts'
import { limitChainReads } from './limitApiRequest.ts'

export type DescribeChainContractResult = {
  readonly chain: Chain
  readonly address: string
  readonly description: ContractDescription
}

/**
 * Describe a contract and whether it can be gated. Costs one request to the chain, or none if the answer is cached.
 *
 * @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID, ERR_CHAIN_UNSUPPORTED
 * @throws {AccessError} ERR_RATE_LIMITED. @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function describeChainContract(
  ctx: Needs<'now' | 'limits' | 'limitFactor' | 'hashPersonal' | 'describeContract' | 'canReadChain'>,
  { user, ...parameters }: { readonly user: ApiUser; readonly chain: string; readonly address: string },
): Promise<DescribeChainContractResult> {
  const chain = parsePicketChain(parameters.chain)
  const contract = parseContractAddress({ family: chain.family, text: parameters.address })
  if (!ctx.canReadChain(chain.slug)) {
    throw new InputError('ERR_CHAIN_UNSUPPORTED', `${chain.name} doesn't support token gating here.`, {
      hint: 'Ask for a contract on another chain.',
    })
  }
  await limitChainReads(ctx, { ...user, walletAddress: null, reads: 1 })
  const description = await ctx.describeContract({ chain: chain.slug, contract })
  return { chain, address: parameters.address, description }
}
