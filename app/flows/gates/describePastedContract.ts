import type { ContractDescription } from '../../core/chain/describe.ts'
import { familyOf } from '../../core/chain/familyOf.ts'
import type { Chain, ChainSlug, WalletAddress } from '../../core/chain/types.ts'
import type { Needs } from '../context.ts'
import { describeToken } from './describeToken.ts'

export type DescribePastedContractParameters = {
  readonly chain: ChainSlug
  readonly contract: WalletAddress
  /** Chains to check if there is no contract at the address on `chain`. */
  readonly others: readonly Chain[]
}
/** `elsewhere`: the other chains that have a token at the address, if `chain` has no contract there. */
export type DescribePastedContractResult = {
  readonly description: ContractDescription | null
  readonly elsewhere: readonly Chain[]
}

/** Describe a pasted address. `description` is null if the chain did not answer. */
export async function describePastedContract(
  ctx: Needs<'describeContract'>,
  { chain, contract, others }: DescribePastedContractParameters,
): Promise<DescribePastedContractResult> {
  const description = await describeToken(ctx, { chain, contract })
  if (description?.kind !== 'unknown' || description.reason !== 'no-code') {
    return { description, elsewhere: [] }
  }
  const rest = others.filter((other) => other.slug !== chain && other.family === familyOf(chain))
  const answers = await Promise.all(rest.map((other) => describeToken(ctx, { chain: other.slug, contract })))
  const isToken = (answer: ContractDescription | null | undefined) => answer && answer.kind !== 'unknown'
  return { description, elsewhere: rest.filter((_, i) => isToken(answers[i])) }
}
