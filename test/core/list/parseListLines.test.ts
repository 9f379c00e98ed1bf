import { describe, expect, test } from 'vitest'
import { encodeBase58 } from '../../../app/core/chain/base58.ts'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { parseListLines } from '../../../app/core/list/parseListLines.ts'
import { toChecksumAddress } from '../../../app/crypto/evmSignature.ts'
import { fc } from '../../random.ts'

const A = '0xde709f2102306220921060314715629080e2fb77'
const B = '0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359'

describe('parseListLines', () => {
  test('default', () => {
    const lines = ['', 'Wallet,Referred by', `${A},${B}`, 'nobody', '', `${B},`, A, '0xde70…fb77', 'anna.eth']
    expect(parseListLines({ lines, firstLine: 1, isFirst: true, isTable: false, toChecksumAddress })).toEqual(
      {
        addresses: [A, B, A],
        names: [{ line: 9, name: 'anna.eth' }],
        bad: [
          { line: 4, reason: 'not-an-address' },
          { line: 8, reason: 'cut-short' },
        ],
        isTable: true,
      },
    )
  })

  test('behavior: later lines are counted from the start of the list and have no heading', () => {
    const lines = ['Wallet', `${A},${B}`]
    const further = { lines, firstLine: 2001, isFirst: false, toChecksumAddress }
    expect(parseListLines({ ...further, isTable: false })).toEqual({
      addresses: [],
      names: [],
      bad: [
        { line: 2001, reason: 'not-an-address' },
        { line: 2002, reason: 'several-addresses' },
      ],
      isTable: false,
    })
    expect(parseListLines({ ...further, isTable: true })).toMatchObject({ addresses: [A], isTable: true })
  })

  test('behavior: addresses are read back as they were written, and no text gives more results than lines', () => {
    const evm = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => {
      const lower = `0x${Buffer.from(bytes).toString('hex')}` as EvmAddress
      return { written: toChecksumAddress(lower), inner: lower as string }
    })
    const solana = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => {
      const text = encodeBase58(bytes)
      return { written: text, inner: text }
    })
    const rest = fc.constantFrom('', ',', ',5', ';"a, b"', '\tAnna', ' ', '\r')
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(evm, solana), rest)), (entries) => {
        const lines = entries.map(([{ written }, after]) => written + after)
        const { addresses, bad } = parseListLines({
          lines,
          firstLine: 1,
          isFirst: true,
          isTable: false,
          toChecksumAddress,
        })
        expect(bad).toEqual([])
        expect(addresses).toEqual(entries.map(([{ inner }]) => inner))
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
        const parsed = parseListLines({
          lines,
          firstLine: 1,
          isFirst: true,
          isTable: false,
          toChecksumAddress,
        })
        expect(parsed.addresses.length + parsed.bad.length).toBeLessThanOrEqual(lines.length)
      }),
    )
  })
})
