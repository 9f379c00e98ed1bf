import type { ContractDescription } from '../../core/chain/describe.ts'
import { familyOf, isEvmAddress } from '../../core/chain/familyOf.ts'
import { hasChecksum } from '../../core/chain/hasChecksum.ts'
import type { Chain, ChainSlug, ContractAddress } from '../../core/chain/types.ts'
import type { Needs } from '../context.ts'
import { describeToken } from './describeToken.ts'

export type DescribePastedContractParameters = {
  readonly chain: ChainSlug
  readonly contract: ContractAddress
  /** The address as it was pasted. */
  readonly text: string
  /** Chains to check if there is no contract at the address on `chain`. */
  readonly others: readonly Chain[]
}
/** `isMistyped`: the checksum is wrong, so no chain was asked. `elsewhere`: the other chains that have a token at the address, if `chain` has no contract there. */
export type DescribePastedContractResult = {
  readonly description: ContractDescription | null
  readonly isMistyped: boolean
  readonly elsewhere: readonly Chain[]
}

/** Describe a pasted address. `description` is null if the chain did not answer, or was not asked. */
export async function describePastedContract(
  ctx: Needs<'describeContract' | 'toChecksumAddress'>,
  { chain, contract, text, others }: DescribePastedContractParameters,
): Promise<DescribePastedContractResult> {
  if (isEvmAddress(contract) && hasChecksum(text) && ctx.toChecksumAddress(contract) !== text) {
    return { description: null, isMistyped: true, elsewhere: [] }
  }
  const description = await describeToken(ctx, { chain, contract })
  if (description?.kind !== 'unknown' || description.reason === 'not-a-token') {
    return { description, isMistyped: false, elsewhere: [] }
  }
  const rest = others.filter((other) => other.slug !== chain && other.family === familyOf(chain))
  const answers = await Promise.all(rest.map((other) => describeToken(ctx, { chain: other.slug, contract })))
  const isToken = (answer: ContractDescription | null | undefined) => answer && answer.kind !== 'unknown'
  return { description, isMistyped: false, elsewhere: rest.filter((_, i) => isToken(answers[i])) }
}
