import type { ContractDescription } from '../../core/chain/describe.ts'
import type { DescribeContractParameters } from './describeEvmContract.ts'

type DescribeContract = (parameters: DescribeContractParameters) => Promise<ContractDescription>

/** A contract behind a proxy may become another; a few minutes late is no harm, as balances are always read anew. */
const SECONDS = 300
const MOST = 10_000

/** Describe contracts, each at most every five minutes. What is no token is asked again: it may be deployed any moment. */
export function rememberContracts({
  describeContract,
  now,
}: {
  describeContract: DescribeContract
  now: () => number
}): DescribeContract {
  const seen = new Map<string, { readonly description: ContractDescription; readonly until: number }>()
  return async ({ chain, contract }) => {
    const key = `${chain} ${contract}`
    const found = seen.get(key)
    if (found && now() < found.until) return found.description
    const description = await describeContract({ chain, contract })
    seen.delete(key)
    if (description.kind !== 'unknown') seen.set(key, { description, until: now() + SECONDS })
    const [oldest] = seen.keys()
    if (seen.size > MOST && oldest !== undefined) seen.delete(oldest)
    return description
  }
}
