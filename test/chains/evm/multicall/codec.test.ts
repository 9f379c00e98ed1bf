import { describe, expect, test } from 'vitest'
import { decodeAnswers } from '../../../../app/chains/evm/multicall/decodeAnswers.ts'
import { encodeCalls, type InnerCall } from '../../../../app/chains/evm/multicall/encodeCalls.ts'
import { readerInitcode } from '../../../../app/chains/evm/multicall/initcode.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'

const target = parseEvmAddress(`0x${'ab'.repeat(20)}`)
const call: InnerCall = { target, data: '70a08231', limit: 33, gasCap: 1_000_000 }

describe('encodeCalls', () => {
  test('default', () => {
    const data = encodeCalls([call, { ...call, writes: true, data: '' }])
    // Two calls, 81,600 gas kept back; limit 33, a million gas, four bytes.
    expect(data.slice(readerInitcode.length)).toBe(
      `000200013ec0${'ab'.repeat(20)}210f4240000470a08231${'ab'.repeat(20)}210f42408000`,
    )
  })

  test('behavior: 400 reads of ERC-1155 fit one request', () => {
    const reads = Array.from({ length: 400 }, () => ({ ...call, data: '0'.repeat(136) }))
    expect(encodeCalls(reads).length / 2).toBeLessThan(49_152)
  })

  test.each([
    ['a limit above 224', { limit: 225 }],
    ['gas beyond its field', { gasCap: 2 ** 24 }],
    ['data beyond its field', { data: '00'.repeat(32_768) }],
  ])('refuses: %s', (_case, change) => {
    expect(() => encodeCalls([{ ...call, ...change }])).toThrow(RangeError)
  })

  test('refuses: more than a node lets a created contract have', () => {
    expect(() => encodeCalls(Array.from({ length: 2_000 }, () => call))).toThrow(RangeError)
  })
})

describe('decodeAnswers', () => {
  const head = `0x${'0'.repeat(15)}7${'0'.repeat(14)}89`

  test('default', () => {
    expect(decodeAnswers({ data: `${head}02abcdfffe00`, limits: [2, 33, 33, 33] })).toEqual({
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
    ['nothing', '0x'],
    ['a short head', head.slice(0, -1)],
    ['a result missing', head],
    ['a result more', `${head}ffff`],
    ['an answer cut off', `${head}02ab`],
    ['an answer above its limit', `${head}03abcdef`],
    ['half a byte more', `${head}ff0`],
    ['no hex', `${head}zz`],
    ['upper case', `${head}FF`],
    ['no prefix', `${head.slice(2)}ff00`],
  ])('refuses: %s', (_case, data) => {
    expect(decodeAnswers({ data, limits: [2] })).toBeNull()
  })
})
