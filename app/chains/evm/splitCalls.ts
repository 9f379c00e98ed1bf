import { countScanned, type InnerCall } from './multicall/calls.ts'
import { countCallShare } from './multicall/encodeCalls.ts'

/** Keeps a request within the gas that nodes give an `eth_call`. */
const mostCalls = 400
const mostIds = 5_000

/** Split calls into parts that fit one request each, in order. */
export function splitCalls(calls: readonly InnerCall[]): InnerCall[][] {
  const parts: InnerCall[][] = []
  let room = { calls: 0, ids: 0, share: 0 }
  for (const call of calls) {
    const ids = call.kind === 'scan' ? countScanned(call.ids) : 0
    const share = countCallShare(call)
    const fits = room.calls > 0 && room.ids >= ids && room.share >= share
    if (!fits) {
      parts.push([])
      room = { calls: mostCalls, ids: mostIds, share: 1 }
    }
    parts.at(-1)?.push(call)
    room = { calls: room.calls - 1, ids: room.ids - ids, share: room.share - share }
  }
  return parts
}
