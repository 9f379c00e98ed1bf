import { describe, expect, test } from 'vitest'
import type { InnerCall } from '../../../app/chains/evm/multicall/calls.ts'
import { encodeCalls } from '../../../app/chains/evm/multicall/encodeCalls.ts'
import { splitCalls } from '../../../app/chains/evm/readContracts.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'

const target = parseEvmAddress(`0x${'ab'.repeat(20)}`)
const call: InnerCall = { target, data: '00'.repeat(68), limit: 33, gasCap: 1_000_000 }
const scan = (count: number, ranges = 1): InnerCall => ({
  kind: 'scan',
  target,
  owners: Array<typeof target>(20).fill(target),
  ids: Array.from({ length: ranges }, (_, i) => {
    const first = BigInt(i * 10_000)
    return { first, last: first + BigInt(count - 1) }
  }),
  gasCap: 100_000,
})
const sizes = (calls: readonly InnerCall[]) => {
  const parts = splitCalls(calls)
  for (const part of parts) expect(encodeCalls(part).length / 2 - 1).toBeLessThanOrEqual(49_152)
  expect(parts.flat()).toEqual(calls)
  return parts.map(({ length }) => length)
}

describe('splitCalls', () => {
  test('default', () => {
    expect(sizes([])).toEqual([])
    expect(sizes(Array<InnerCall>(400).fill(call))).toEqual([400])
    expect(sizes(Array<InnerCall>(1_000).fill(call))).toEqual([400, 400, 200])
  })

  test('behavior: a part has at most 5,000 ids', () => {
    expect(sizes([scan(2_500), scan(2_500), scan(1)])).toEqual([2, 1])
    expect(sizes([scan(5_000), call])).toEqual([2])
  })

  test('behavior: calls that do not fit the size of a request go into another one', () => {
    expect(sizes(Array<InnerCall>(60).fill(scan(1, 50)))).toEqual([22, 22, 16])
    const long: InnerCall = { ...call, limit: 8_000 }
    expect(sizes([long, long, long, long])).toEqual([3, 1])
  })
})
