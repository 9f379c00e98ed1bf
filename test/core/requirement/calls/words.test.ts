import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import { expect, test } from 'vitest'
import type { Word } from '../../../../app/core/requirement/calls/types.ts'
import { formatValue, parseWord, readValue } from '../../../../app/core/requirement/calls/words.ts'
import { fc } from '../../../random.ts'

const TYPES = [
  'bool',
  'address',
  'uint256',
  'uint64',
  'uint8',
  'int256',
  'int128',
  'int8',
  'bytes4',
  'bytes32',
]

/** What viem reads: null for bytes that no contract writes for the type. */
function readWithViem(word: Word, type: string): unknown {
  try {
    const [value] = decodeAbiParameters([{ type }], word)
    return encodeAbiParameters([{ type }], [value]) === word ? value : null
  } catch {
    return null
  }
}

test('behavior: a word is read as viem reads it, and is null exactly if no contract writes it', () => {
  const word = fc.oneof(
    fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
    fc.bigInt({ min: 0n, max: 300n }),
    fc.bigInt({ min: (1n << 256n) - 300n, max: (1n << 256n) - 1n }),
    fc.bigInt({ min: 0n, max: 255n }).map((byte) => byte << 248n),
  )
  fc.assert(
    fc.property(word, fc.constantFrom(...TYPES), (number, type) => {
      const text: Word = `0x${number.toString(16).padStart(64, '0')}`
      const ours = readValue({ word: text, type })
      const theirs = readWithViem(text, type)
      if (theirs === null) expect(ours).toBeNull()
      else if (type === 'address' || type.startsWith('bytes')) expect(ours).toBe(number)
      else expect(ours).toBe(BigInt(theirs as bigint))
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['128', 'uint256', 128n],
  ['0x80', 'uint8', 128n],
  ['-1', 'int8', -1n],
  ['true', 'bool', 1n],
  [`0x${'Ab'.repeat(20)}`, 'address', BigInt(`0x${'ab'.repeat(20)}`)],
])('default: %s is a value of %s', (text, type, value) => {
  const word = parseWord({ text, type })
  expect(word && readValue({ word, type })).toBe(value)
})

test.each([
  ['256', 'uint8'],
  ['-1', 'uint256'],
  ['1.5', 'uint256'],
  ['yes', 'bool'],
  ['0x12', 'address'],
  ['0x12', 'bytes32'],
  ['', 'uint256'],
  ['1e3', 'uint256'],
])('refuses: %s as %s', (text, type) => {
  expect(parseWord({ text, type })).toBeNull()
})

test('behavior: a word that a person may write is written so that it is read back', () => {
  const word = fc.oneof(
    fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
    fc.bigInt({ min: 0n, max: 300n }),
    fc.bigInt({ min: (1n << 256n) - 300n, max: (1n << 256n) - 1n }),
    fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map((bytes) => bytes << 224n),
  )
  fc.assert(
    fc.property(word, fc.constantFrom(...TYPES), (number, type) => {
      const text: Word = `0x${number.toString(16).padStart(64, '0')}`
      fc.pre(readValue({ word: text, type }) !== null)
      expect(parseWord({ text: formatValue({ word: text, type }), type })).toBe(text)
    }),
    { numRuns: 2_000 },
  )
})
