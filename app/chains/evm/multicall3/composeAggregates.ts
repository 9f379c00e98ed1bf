import type { ChainSlug } from '../../../core/chain/types.ts'
import { EndpointError } from '../../rpc/endpointError.ts'
import { countScanned, type InnerCall } from '../multicall/calls.ts'
import type { Answers, InnerResult } from '../multicall/decodeAnswers.ts'
import { decodeAggregate } from './decodeAggregate.ts'
import { addressOfMulticall3, encodeAggregate } from './encodeAggregate.ts'

export type ComposeAggregatesParameters = {
  readonly chain: ChainSlug
  readonly calls: readonly InnerCall[]
  /** Gas for each aggregate; if absent, the gas caps of its calls together. */
  readonly gas?: number | undefined
}
export type Aggregates = {
  /** The params of the `eth_call`s to Multicall3, one for each contract. */
  readonly encode: (at: string) => readonly (readonly unknown[])[]
  /**
   * Decode the results of these, null for each that was refused; null if they make no sense.
   * @throws {EndpointError} `moved` when they are of different blocks.
   */
  readonly decode: (results: unknown) => Answers | null
}

/** The gas that nodes give an `eth_call` by default; more is cut off or refused. */
const mostGas = 50_000_000

/**
 * Compose calls as several `aggregate3` calls of Multicall3, one for each contract.
 *
 * The calls of an aggregate are not static and share its gas. A contract could burn the gas of later calls, exhaust the
 * memory with its answer, or change the state that later calls read. So contracts do not share an aggregate. Only if a
 * call has mode `writes` do all calls stay together. All answers must be of one block.
 */
export function composeAggregates({ chain, calls, gas }: ComposeAggregatesParameters): Aggregates {
  const groups = splitCallsByGas(calls)
  const pick = (group: readonly number[]) => group.flatMap((i) => calls[i] ?? [])
  return {
    encode: (at) =>
      groups.map((group) => {
        const data = encodeAggregate({ chain, calls: pick(group) })
        const most = gas ?? countGas(pick(group)) + 20 * data.length
        return [
          { to: addressOfMulticall3(chain), data, gas: `0x${Math.min(mostGas, most).toString(16)}` },
          at,
        ]
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
          throw new EndpointError('moved', 'the answers come from different blocks', { isQuestion: true })
        for (const [i, place] of group.entries()) found[place] = answers.results[i] ?? { kind: 'failed' }
      }
      return of && { block: of.block, chainId: of.chainId, results: found }
    },
  }
}

function splitCallsByGas(calls: readonly InnerCall[]): readonly (readonly number[])[] {
  const writes = calls.some((call) => call.kind === undefined && call.mode === 'writes')
  const groups = new Map<string, number[]>()
  for (const [i, call] of calls.entries()) {
    const key = writes ? '' : call.kind === 'balance' ? 'balance' : call.target
    groups.set(key, [...(groups.get(key) ?? []), i])
  }
  return [...groups.values()]
}

/**
 * Sum the gas caps, with Multicall3's own gas for each call. A refusal that means no gets ten times its cap: nothing tells
 * here whether a contract refuses because a call of its own ran out of gas, so that must not happen to an honest one.
 */
function countGas(calls: readonly InnerCall[]): number {
  const own = 30_000
  return calls.reduce((sum, call) => {
    if (call.kind === 'balance') return sum + own
    const count = call.kind === 'scan' ? 1 + countScanned(call.ids) : 1
    const ample = call.kind === undefined && call.mode === 'reverts' ? 10 : 1
    return sum + count * (call.gasCap * ample + own)
  }, 300_000)
}
