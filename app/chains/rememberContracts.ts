import type { ContractDescription } from '../core/chain/describe.ts'
import type { ChainPort } from '../ports/chain.ts'

type DescribeContract = ChainPort['describeContract']

/** A contract behind a proxy may become another; a few minutes late is no harm, as balances are always read anew. */
const SECONDS = 300
/** What is no token may be deployed any moment. */
const UNKNOWN_SECONDS = 5
const MOST = 10_000

/** Describe contracts, each at most every five minutes, and once for all who ask at the same time. */
export function rememberContracts({
  describeContract,
  now,
}: {
  describeContract: DescribeContract
  now: () => number
}): DescribeContract {
  const seen = new Map<string, { readonly answer: Promise<ContractDescription>; until: number }>()
  return ({ chain, contract }) => {
    const key = `${chain} ${contract}`
    const found = seen.get(key)
    if (found && now() < found.until) return found.answer
    const entry = { answer: describeContract({ chain, contract }), until: now() + SECONDS }
    seen.delete(key)
    seen.set(key, entry)
    const [oldest] = seen.keys()
    if (seen.size > MOST && oldest !== undefined) seen.delete(oldest)
    entry.answer.then(
      ({ kind }) => {
        if (kind === 'unknown') entry.until = now() + UNKNOWN_SECONDS
      },
      () => {
        if (seen.get(key) === entry) seen.delete(key)
      },
    )
    return entry.answer
  }
}
