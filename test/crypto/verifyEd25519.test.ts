import { describe, expect, test } from 'vitest'
import { verifyEd25519 } from '../../app/crypto/solanaSignature.ts'
import { fc } from '../random.ts'
import cctv from '../vectors/ed25519Cctv.json'
import djb from '../vectors/ed25519Djb.json'
import speccheck from '../vectors/ed25519Speccheck.json'
import wycheproof from '../vectors/ed25519Wycheproof.json'
import { makeSolanaKey } from './solanaKey.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const verify = ({ key, msg, sig }: { key: string; msg: string; sig: string }) =>
  verifyEd25519({ publicKey: bytes(key), message: bytes(msg), signature: bytes(sig) })
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
const littleEndian = (value: bigint) => bytes(value.toString(16).padStart(64, '0')).reverse()
const readLittleEndian = (value: Uint8Array) => BigInt(`0x${Buffer.from(value).reverse().toString('hex')}`)

/** Every encoding of the eight points of small order, canonical or not. */
const SMALL = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
]

describe('verifyEd25519', () => {
  test('default: the signatures of RFC 8032 and its author are valid, and none with a flipped bit is', () => {
    for (const one of djb.cases) {
      expect(verify(one)).toBe(true)
      const flipped = bytes(one.sig)
      const at = one.msg.length % 64
      flipped[at] = (flipped[at] ?? 0) ^ 1
      expect(verify({ ...one, sig: flipped.toString('hex') })).toBe(false)
      expect(verify({ ...one, msg: `${one.msg}00` })).toBe(false)
    }
  })

  test('behavior: every case of Wycheproof has its published result', () => {
    for (const one of wycheproof.cases) {
      expect([one.id, one.comment, verify(one)]).toEqual([one.id, one.comment, one.result === 'valid'])
    }
  })

  test('behavior: the twelve cases of speccheck have the results of the strict profile', () => {
    for (const one of speccheck.cases) expect([one.comment, verify(one)]).toEqual([one.comment, one.strict])
  })

  test('behavior: of CCTV’s 914 cases, only those with no flag but low-order components are valid', () => {
    const allowed = ['low_order_component_A', 'low_order_component_R']
    for (const { number, key, sig, msg, flags } of cctv.cases) {
      const isTaken = verify({ key, sig, msg: Buffer.from(msg).toString('hex') })
      expect([number, isTaken]).toEqual([number, flags.every((flag: string) => allowed.includes(flag))])
    }
  })

  test('refuses: each of the 196 pairs of points of small order', () => {
    for (const key of SMALL) {
      for (const r of SMALL) expect(verify({ key, msg: '5a63617368', sig: r + '00'.repeat(32) })).toBe(false)
    }
  })

  const key = makeSolanaKey()
  const message = Buffer.from('a text')
  const signature = key.sign(message)
  const { publicKey } = key

  test('refuses: the same signature with S plus any multiple of the order that fits', () => {
    const s = readLittleEndian(signature.subarray(32))
    expect(verifyEd25519({ publicKey, message, signature })).toBe(true)
    for (let other = s + ORDER; other < 2n ** 256n; other += ORDER) {
      const malleable = Buffer.concat([signature.subarray(0, 32), littleEndian(other)])
      expect(verifyEd25519({ publicKey, message, signature: malleable })).toBe(false)
    }
  })

  test('refuses: a key that is no point of the curve', () => {
    // y = 2 has no x.
    expect(verifyEd25519({ publicKey: littleEndian(2n), message, signature })).toBe(false)
  })

  test('refuses: keys and signatures of another length', () => {
    for (const cut of [0, 1, 31]) {
      expect(verifyEd25519({ publicKey: publicKey.subarray(0, cut), message, signature })).toBe(false)
      expect(verifyEd25519({ publicKey, message, signature: signature.subarray(0, cut * 2) })).toBe(false)
    }
    const longer = Buffer.concat([signature, Buffer.alloc(1)])
    expect(verifyEd25519({ publicKey, message, signature: longer })).toBe(false)
    expect(
      verifyEd25519({ publicKey: Buffer.concat([publicKey, Buffer.alloc(1)]), message, signature }),
    ).toBe(false)
  })

  test('behavior: it never throws, and refuses random input', () => {
    const array = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
    fc.assert(
      fc.property(array(32), array(64), fc.uint8Array(), (anyKey, anySignature, text) => {
        expect(verifyEd25519({ publicKey: anyKey, message: text, signature: anySignature })).toBe(false)
      }),
    )
  })
})
