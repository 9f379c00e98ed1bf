import { describe, expect, test } from 'vitest'
import type { ContractCall, InnerCall } from '../../../../app/chains/evm/multicall/calls.ts'
import { decodeAnswers } from '../../../../app/chains/evm/multicall/decodeAnswers.ts'
import { countCallShare, encodeCalls } from '../../../../app/chains/evm/multicall/encodeCalls.ts'
import { readerInitcode } from '../../../../app/chains/evm/multicall/initcode.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'

const target = parseEvmAddress(`0x${'ab'.repeat(20)}`)
const call: ContractCall = { target, data: '70a08231', limit: 33, gasCap: 1_000_000 }

describe('encodeCalls', () => {
  test('default', () => {
    const data = encodeCalls([call, { ...call, mode: 'writes', data: '' }])
    // Two calls, 82,000 gas reserved, two million in all; a limit of 33 bytes, a million gas, four bytes of data.
    expect(data.slice(readerInitcode.length)).toBe(
      `00020001405000001e8480${'ab'.repeat(20)}00210f4240000004` +
        `70a08231${'ab'.repeat(20)}00210f4240010000`,
    )
  })

  test('behavior: it encodes calls for coins and scans', () => {
    const owners = [target, parseEvmAddress(`0x${'cd'.repeat(20)}`)]
    const ids = [
      { first: 5n, last: 9n },
      { first: 2n ** 256n - 1n, last: 2n ** 256n - 1n },
    ]
    const scan: InnerCall = { kind: 'scan', target, owners, ids, gasCap: 100_000 }
    const data = encodeCalls([{ kind: 'balance', target }, scan])
    const ranges = `${'5'.padStart(64, '0')}0005${'f'.repeat(64)}0001`
    expect(data.slice(readerInitcode.length + 22)).toBe(
      `${'ab'.repeat(20)}0020000000020000` +
        `${'ab'.repeat(20)}00060186a003006d02${'ab'.repeat(20)}${'cd'.repeat(20)}${ranges}`,
    )
    // The gas cap for six ids plus sixteen.
    expect(data.slice(readerInitcode.length + 12, readerInitcode.length + 22)).toBe('00002191c0')
  })

  test('behavior: a call’s share of a request is the larger of its input and output shares', () => {
    const ids = [{ first: 1n, last: 2_000n }]
    const scan: InnerCall = { kind: 'scan', target, owners: [target], ids, gasCap: 100_000 }
    expect(countCallShare(scan)).toBeCloseTo(2_002 / 24_560)
    expect(countCallShare({ ...call, data: '00'.repeat(24_000) })).toBeGreaterThan(0.49)
  })

  test('behavior: 400 reads of ERC-1155 fit one request', () => {
    const reads = Array.from({ length: 400 }, () => ({ ...call, data: '0'.repeat(136) }))
    expect(encodeCalls(reads).length / 2).toBeLessThan(49_152)
  })

  test.each([
    ['a limit above 8,192', { limit: 8_193 }],
    ['gas above its field', { gasCap: 2 ** 24 }],
    ['data above its field', { data: '00'.repeat(32_768) }],
  ])('refuses: %s', (_case, change) => {
    expect(() => encodeCalls([{ ...call, ...change }])).toThrow(RangeError)
  })

  test.each([
    ['more owners than a byte holds', { owners: Array<typeof target>(256).fill(target) }],
    ['more than 5,000 ids', { ids: [{ first: 0n, last: 5_000n }] }],
    ['more ids than a number holds', { ids: [{ first: 0n, last: 2n ** 255n }] }],
    ['an id below 0', { ids: [{ first: -1n, last: 1n }] }],
    ['an id of 2^256', { ids: [{ first: 2n ** 256n, last: 2n ** 256n }] }],
  ])('refuses: a scan of %s', (_case, change) => {
    const ids = [{ first: 1n, last: 1n }]
    const scan = { kind: 'scan', target, owners: [target], ids, gasCap: 1 } as const
    expect(() => encodeCalls([{ ...scan, ...change }])).toThrow(RangeError)
  })

  test('refuses: more than a node accepts as code of a created contract, in or out', () => {
    expect(() => encodeCalls(Array.from({ length: 2_000 }, () => call))).toThrow(RangeError)
    expect(() => encodeCalls(Array.from({ length: 4 }, () => ({ ...call, limit: 8_000 })))).toThrow(
      RangeError,
    )
  })
})

describe('decodeAnswers', () => {
  const head = `0x${'0'.repeat(15)}7${'0'.repeat(14)}89`

  test('default', () => {
    expect(decodeAnswers({ data: `${head}0002abcdfffffffe0000`, limits: [2, 33, 33, 33] })).toEqual({
      block: 7n,
      chainId: 137n,
      results: [
        { kind: 'answer', data: 'abcd' },
        { kind: 'failed' },
        { kind: 'no-code' },
        { kind: 'answer', data: '' },
      ],
    })
  })

  test.each([
    ['an empty answer', '0x'],
    ['a short head', head.slice(0, -1)],
    ['a missing result', head],
    ['an extra result', `${head}ffffffff`],
    ['a truncated answer', `${head}0002ab`],
    ['a truncated size', `${head}ff`],
    ['an answer above its limit', `${head}0003abcdef`],
    ['an extra half byte', `${head}ffff0`],
    ['data that is not hex', `${head}zzzz`],
    ['upper-case hex', `${head}FFFF`],
    ['a missing prefix', `${head.slice(2)}ffff00`],
  ])('refuses: %s', (_case, data) => {
    expect(decodeAnswers({ data, limits: [2] })).toBeNull()
  })
})
