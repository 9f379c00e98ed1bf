import type { ContractDescription } from '../../core/chain/describe.ts'
import type { ChainSlug, ContractAddress } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

/** Describe a contract; null if the chain did not answer. */
export async function describeToken(
  ctx: Needs<'describeContract'>,
  target: { readonly chain: ChainSlug; readonly contract: ContractAddress },
): Promise<ContractDescription | null> {
  try {
    return await ctx.describeContract(target)
  } catch (error) {
    if (error instanceof UpstreamError) return null
    throw error
  }
}
