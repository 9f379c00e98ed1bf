import { parseScriptAnswer, readList, readText, readValue } from './cadence.ts'

/** What the script of holdings answered. */
export type Holdings = {
  readonly block: bigint
  readonly source: string
  /** In units of 10^-8; null where the contract is no standard one. */
  readonly amounts: readonly (bigint | null)[]
}

/**
 * Parse the answer to the script of holdings; null if the node says that the script failed. Throws if the answer makes
 * no sense.
 * @see https://cadence-lang.org/docs/json-cadence-spec
 */
export function parseHoldings({
  text,
  count,
  source,
}: {
  text: string
  /** How many amounts were asked for. */
  count: number
  source: string
}): Holdings | null {
  const answer = parseScriptAnswer(text)
  if (!answer) return null
  const [entry, ...others] = readList(answer.value, 'Dictionary') as readonly {
    key?: unknown
    value?: unknown
  }[]
  const block = /^[0-9]{1,18}$/.exec(readText(entry?.key, 'UInt64'))
  const amounts = readList(entry?.value, 'Array').map(readAmount)
  if (!block || others.length > 0 || amounts.length !== count)
    throw new Error('the answer is of another script')
  return { block: BigInt(block[0]), source, amounts }
}

function readAmount(optional: unknown): bigint | null {
  const inner = readValue(optional, 'Optional')
  if (inner === null) return null
  const text = readText(inner, 'UFix64')
  // UFix64 always has 8 decimals.
  if (!/^[0-9]{1,12}\.[0-9]{8}$/.test(text)) throw new Error('the amount is no UFix64')
  return BigInt(text.replace('.', ''))
}
