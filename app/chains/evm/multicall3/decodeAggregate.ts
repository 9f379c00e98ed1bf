import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import { countScanned, type InnerCall, type OwnerScan } from '../multicall/calls.ts'
import type { Answers, InnerResult } from '../multicall/decodeAnswers.ts'
import { listHeadCalls } from './encodeAggregate.ts'

export type DecodeAggregateParameters = {
  readonly chain: ChainSlug
  readonly data: string
  /** The calls as they were asked. */
  readonly calls: readonly InnerCall[]
}
/** `data` is hex digits without `0x`. */
type Result = { readonly isSuccess: boolean; readonly data: string }

/** Decode Multicall3's answer into what our own multicall would answer; null unless it is well-formed. */
export function decodeAggregate({ chain, data, calls }: DecodeAggregateParameters): Answers | null {
  const counts = calls.map((call) => (call.kind === 'scan' ? 1 + countScanned(call.ids) : 1))
  const headCount = listHeadCalls(chain).length
  const results = decodeResults({ data, count: counts.reduce((sum, count) => sum + count, headCount) })
  if (!results) return null
  const [chainId, block] = results.slice(0, headCount).map(readUint64)
  if (chainId === undefined || chainId === null || block === undefined || block === null) return null
  let at = headCount
  const answers = calls.map((call, i) => {
    const own = results.slice(at, at + (counts[i] ?? 0))
    at += counts[i] ?? 0
    return toInnerResult(call, own)
  })
  return { block, chainId, results: answers }
}

function toInnerResult(call: InnerCall, results: readonly Result[]): InnerResult {
  const [first = { isSuccess: false, data: '' }, ...others] = results
  if (call.kind === 'scan') return readScan({ scan: call, isErc721: first, owners: others })
  // A call to an address without code succeeds with no bytes; hardly any contract answers so.
  if (first.isSuccess && first.data === '') return { kind: 'no-code' }
  if (call.kind === 'balance')
    return first.isSuccess ? { kind: 'answer', data: first.data } : { kind: 'failed' }
  if (call.mode === 'reverts') {
    const data = first.data.slice(0, 2 * (call.limit - 1))
    return { kind: 'answer', data: (first.isSuccess ? '01' : '00') + data }
  }
  return first.isSuccess ? { kind: 'answer', data: first.data.slice(0, 2 * call.limit) } : { kind: 'failed' }
}

/** Judge a scan as our own program does, except for a revert without data: gas may have run out, so the scan fails. */
function readScan({
  scan,
  isErc721,
  owners,
}: {
  scan: OwnerScan
  isErc721: Result
  owners: readonly Result[]
}): InnerResult {
  let marks = ''
  let isKnown = false
  for (const { isSuccess, data } of owners) {
    if (!isSuccess && data === '') return { kind: 'failed' }
    if (isSuccess && data === '') return { kind: 'no-code' }
    if (isSuccess && !/^0{24}[0-9a-f]{40}$/.test(data)) return { kind: 'failed' }
    const owner = isSuccess ? (`0x${data.slice(24)}` as EvmAddress) : null
    isKnown ||= owner !== null && !/^0x0*$/.test(owner)
    const place = owner === null ? 0 : scan.owners.lastIndexOf(owner) + 1
    marks += place.toString(16).padStart(2, '0')
  }
  const says = isErc721.isSuccess && /^0{63}1$/.test(isErc721.data)
  return isKnown || says ? { kind: 'answer', data: marks } : { kind: 'failed' }
}

/** Decode `(bool success, bytes returnData)[]`, strictly as a Solidity contract encodes it. */
function decodeResults({
  data,
  count,
}: {
  readonly data: string
  readonly count: number
}): readonly Result[] | null {
  if (!/^0x(?:[0-9a-f]{64})*$/.test(data)) return null
  const words = (data.length - 2) / 64
  const read = (index: number): number => {
    const text = index < words ? data.slice(2 + index * 64, 66 + index * 64) : ''
    return /^0{56}[0-9a-f]{8}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN
  }
  if (read(0) !== 32 || read(1) !== count) return null
  const results: Result[] = []
  let expected = 32 * count
  for (let i = 0; i < count; i++) {
    const at = 2 + expected / 32
    const [success, length] = [read(at), read(at + 2)]
    if (read(2 + i) !== expected || success > 1 || read(at + 1) !== 64) return null
    const padded = Math.ceil(length / 32)
    if (!(at + 3 + padded <= words)) return null
    const start = 2 + (at + 3) * 64
    results.push({ isSuccess: success === 1, data: data.slice(start, start + 2 * length) })
    expected += 96 + 32 * padded
  }
  return 2 + expected / 32 === words ? results : null
}

function readUint64({ isSuccess, data }: Result): bigint | null {
  return isSuccess && /^0{48}[0-9a-f]{16}$/.test(data) ? BigInt(`0x${data}`) : null
}
