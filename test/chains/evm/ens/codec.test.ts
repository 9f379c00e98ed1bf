import { encodeAbiParameters, encodeErrorResult, parseAbi, parseAbiParameters } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  decodeAddress,
  decodeBytes,
  decodeLookup,
  decodeName,
  encodeCallback,
  encodeNodeCall,
  encodeResolve,
  type Lookup,
} from '../../../../app/chains/evm/ens/codec.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'

const abi = parseAbi([
  'error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callbackFunction, bytes extraData)',
])
const sender = `0x${'ab'.repeat(20)}` as const
const lookup = (urls: readonly string[]) =>
  encodeErrorResult({
    abi,
    errorName: 'OffchainLookup',
    args: [sender, urls, '0x010203', '0x12345678', '0x'],
  }).slice(2)
const answer = (data: string) => ({ kind: 'answer', data }) as const

describe('decodeLookup', () => {
  test('default', () => {
    const urls = ['https://one.example/{sender}/{data}.json', 'https://two.example/é']
    expect(decodeLookup(lookup(urls))).toEqual({
      sender,
      urls,
      callData: '010203',
      callback: '12345678',
      extraData: '',
    })
    expect(decodeLookup(lookup([]))?.urls).toEqual([])
  })

  test('refuses: another error, a list that is too long, and a missing sender', () => {
    expect(decodeLookup('')).toBeNull()
    expect(decodeLookup(`08c379a0${lookup([]).slice(8)}`)).toBeNull()
    expect(decodeLookup(lookup(Array<string>(9).fill('https://a.example')))).toBeNull()
    expect(decodeLookup(lookup([]).replace('ab'.repeat(20), '00'.repeat(20)))).toBeNull()
  })

  test('refuses: revert data that ends before its last field, at any length', () => {
    const whole = lookup(['https://one.example/{sender}'])
    expect(decodeLookup(whole)).not.toBeNull()
    // The last word is the length of `extraData`, which is empty here.
    for (let length = 0; length < whole.length; length++) {
      expect(decodeLookup(whole.slice(0, length)), `${length} digits`).toBeNull()
    }
  })

  test('refuses: an address or selector whose word has extra bytes', () => {
    const whole = lookup([])
    expect(decodeLookup(`${whole.slice(0, 8)}1${whole.slice(9)}`)).toBeNull()
    const callback = 8 + 64 * 3
    expect(decodeLookup(`${whole.slice(0, callback + 63)}1${whole.slice(callback + 64)}`)).toBeNull()
  })

  test('behavior: text that is not UTF-8 matches no gateway', () => {
    const found = decodeLookup(lookup(['https://a.example']).replace('6874747073', 'ff74747073'))
    expect(found?.urls).toEqual(['\ufffdttps://a.example'])
  })

  test('refuses: a list of many offsets that all point at the same long URL', () => {
    const word = (value: number) => value.toString(16).padStart(64, '0')
    // Each offset points at the same string behind the list.
    const count = 240
    const list = word(count) + word(32 * count).repeat(count) + word(32) + 'ab'.repeat(32)
    const head =
      '0'.repeat(24) + 'ab'.repeat(20) + word(160) + word(160) + '12345678'.padEnd(64, '0') + word(160)
    expect(decodeLookup(`556f1830${head}${list}`)).toBeNull()
  })

  /*
   * The words after the selector: sender, offsets of the list and of the call data, callback, offset of the extra data;
   * the list's count, its URL's offset, length and text; the call data's length and bytes; the extra data's length.
   */
  describe.each(['f'.repeat(64), `${'0'.repeat(56)}${'f'.repeat(8)}`])('with the word %s', (word) => {
    const put = (place: number) => {
      const whole = lookup(['https://one.example/{sender}'])
      expect(decodeLookup(whole)?.urls).toHaveLength(1)
      expect(whole).toHaveLength(8 + 64 * 12)
      const at = 8 + 64 * place
      return decodeLookup(whole.slice(0, at) + word + whole.slice(at + 64))
    }

    test.each([1, 2, 4, 5, 9, 11])(
      'refuses: an offset, count or length that points outside (%i)',
      (place) => {
        expect(put(place)).toBeNull()
      },
    )

    test.each([6, 7])('refuses: a URL whose offset or length points outside (%i)', (place) => {
      expect(put(place)?.urls ?? []).toEqual([])
    })
  })
})

describe('decodeName', () => {
  const name = (text: string) =>
    decodeName(answer(encodeAbiParameters(parseAbiParameters('string'), [text]).slice(2)))

  test('default', () => {
    expect(name('keeper.eth')).toBe('keeper.eth')
    expect(name('')).toBeNull()
    expect(name('a'.repeat(255))).toBe('a'.repeat(255))
    expect(name('a'.repeat(256))).toBeNull()
  })

  test('refuses: bytes that are not text, and a missing answer', () => {
    const bytes = encodeAbiParameters(parseAbiParameters('bytes'), ['0xff']).slice(2)
    expect(decodeBytes(bytes)).toBe('ff')
    expect(decodeName(answer(bytes))).toBeNull()
    expect(decodeName({ kind: 'failed' })).toBeNull()
    expect(decodeName(undefined)).toBeNull()
  })
})

test('decodeAddress', () => {
  const padded = `${'0'.repeat(24)}${'ab'.repeat(20)}`
  expect(decodeAddress(answer(padded))).toBe(sender)
  for (const odd of ['', '0'.repeat(64), `1${padded.slice(1)}`, `${padded}00`, padded.slice(2)]) {
    expect(decodeAddress(answer(odd))).toBeNull()
  }
  expect(decodeAddress({ kind: 'no-code' })).toBeNull()
})

test('encodeCallback', () => {
  for (const [answered, extraData] of [
    ['', ''],
    ['01', 'ff'.repeat(32)],
    ['ab'.repeat(33), '00'],
  ] as const) {
    const expected = encodeAbiParameters(parseAbiParameters('bytes, bytes'), [
      `0x${answered}`,
      `0x${extraData}`,
    ])
    const asked: Lookup = {
      sender: parseEvmAddress(sender),
      urls: [],
      callData: '',
      callback: '12345678',
      extraData,
    }
    expect(encodeCallback(asked, answered)).toBe(`12345678${expected.slice(2)}`)
  }
})

test('calls have the selectors that ENS publishes', () => {
  const node = `0x${'cd'.repeat(32)}` as const
  expect(encodeNodeCall('resolver', node)).toBe(`0178b8bf${node.slice(2)}`)
  expect(encodeNodeCall('name', node)).toBe(`691f3431${node.slice(2)}`)
  expect(encodeNodeCall('addr', node)).toBe(`3b3b57de${node.slice(2)}`)
  expect(encodeResolve('0x0361626300', '01').slice(0, 8)).toBe('9061b923')
})
