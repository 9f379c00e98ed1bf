import type { ContractDescription } from '../core/chain/describe.ts'
import type { ChainPort } from '../ports/chain.ts'

type DescribeContract = ChainPort['describeContract']

/** A proxy may change its contract. A delay of minutes does no harm, as balances do not come from this cache. */
const SECONDS = 300
/** An address that is no token may become one at any moment. */
const UNKNOWN_SECONDS = 5
const MOST = 10_000

/** Cache descriptions for five minutes, unknown contracts for five seconds. Simultaneous callers share one request. */
export function createContractCache({
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
