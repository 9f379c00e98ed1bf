import type { ChainSlug } from '../../../core/chain/types.ts'
import { SourceError } from '../../rpc/sourceError.ts'
import { countScanned, type InnerCall } from '../multicall/calls.ts'
import type { Answers, InnerResult } from '../multicall/decodeAnswers.ts'
import { decodeAggregate } from './decodeAggregate.ts'
import { encodeAggregate, multicall3 } from './encodeAggregate.ts'

export type ComposeAggregatesParameters = {
  readonly chain: ChainSlug
  readonly calls: readonly InnerCall[]
  /** Gas for everything; what the calls may take together if absent. */
  readonly gas?: number | undefined
}
export type Aggregates = {
  /** The params of one `eth_call` to Multicall3 for each contract that is asked. */
  readonly encode: (at: string) => readonly (readonly unknown[])[]
  /** The results of these, null for each that was refused; null if they make no sense. */
  readonly decode: (results: unknown) => Answers | null
}

/** What nodes give an `eth_call` as they come; more is cut off or refused. */
const mostGas = 50_000_000

/**
 * Say calls as several of Multicall3's `aggregate3`, one for each contract.
 *
 * Inside one of them a contract may burn the gas of those after it, return more than all memory, or change the state
 * that those after it read, for a call there is no static one: so none shares it with another. Only calls that are
 * meant to change something for those after them stay together. All must be of one block.
 */
export function composeAggregates({ chain, calls, gas }: ComposeAggregatesParameters): Aggregates {
  const groups = groupCalls(calls)
  const pick = (group: readonly number[]) => group.flatMap((i) => calls[i] ?? [])
  return {
    encode: (at) =>
      groups.map((group) => {
        const data = encodeAggregate({ chain, calls: pick(group) })
        const most = gas ?? sumGas(pick(group)) + 20 * data.length
        return [{ to: multicall3, data, gas: `0x${Math.min(mostGas, most).toString(16)}` }, at]
      }),
    decode: (results) => {
      if (!Array.isArray(results) || results.length !== groups.length) return null
      const found: InnerResult[] = calls.map(() => ({ kind: 'failed' }))
      let of: Pick<Answers, 'block' | 'chainId'> | null = null
      for (const [g, group] of groups.entries()) {
        const data: unknown = results[g]
        if (data === null) continue
        const answers = typeof data === 'string' ? decodeAggregate({ chain, data, calls: pick(group) }) : null
        if (!answers) return null
        of ??= answers
        if (answers.chainId !== of.chainId) return null
        if (answers.block !== of.block)
          throw new SourceError('moved', 'a block came between the answers', { isQuestion: true })
        for (const [i, place] of group.entries()) found[place] = answers.results[i] ?? { kind: 'failed' }
      }
      return of && { block: of.block, chainId: of.chainId, results: found }
    },
  }
}

function groupCalls(calls: readonly InnerCall[]): readonly (readonly number[])[] {
  const writes = calls.some((call) => call.kind === undefined && call.mode === 'writes')
  const groups = new Map<string, number[]>()
  for (const [i, call] of calls.entries()) {
    const key = writes ? '' : call.kind === 'balance' ? 'balance' : call.target
    groups.set(key, [...(groups.get(key) ?? []), i])
  }
  return [...groups.values()]
}

/** With what Multicall3 itself takes for each. */
function sumGas(calls: readonly InnerCall[]): number {
  const own = 30_000
  return calls.reduce((sum, call) => {
    if (call.kind === 'balance') return sum + own
    const count = call.kind === 'scan' ? 1 + countScanned(call.ids) : 1
    return sum + count * (call.gasCap + own)
  }, 300_000)
}
