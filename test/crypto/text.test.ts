import { describe, expect, test } from 'vitest'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import { createRandomHex } from '../../app/crypto/createRandomHex.ts'
import { keccak256, toChecksumAddress } from '../../app/crypto/evmSignature.ts'
import { hashSecret, isEqualInConstantTime } from '../../app/crypto/secrets.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('keccak256', () => {
  test('default', () => {
    expect(hex(keccak256(new Uint8Array(0)))).toBe(
      'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
    )
  })

  test('behavior: the next call does not overwrite an earlier result', () => {
    const first = keccak256(Buffer.from('a'))
    const before = hex(first)
    keccak256(Buffer.from('b'))
    expect(hex(first)).toBe(before)
  })
})

describe('toChecksumAddress', () => {
  // The examples of EIP-55.
  test.each([
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
    '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
    '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
    '0x52908400098527886E0F7030069857D2E4169EE7',
    '0xde709f2102306220921060314715629080e2fb77',
  ])('default: %s', (spelled) => {
    expect(toChecksumAddress(parseEvmAddress(spelled))).toBe(spelled)
  })
})

describe('createRandomHex', () => {
  test('default', () => {
    expect(createRandomHex(16)).toMatch(/^[0-9a-f]{32}$/)
    expect(createRandomHex(16)).not.toBe(createRandomHex(16))
  })
})

describe('hashSecret', () => {
  test('default', () => {
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

describe('isEqualInConstantTime', () => {
  test('default', () => {
    expect(isEqualInConstantTime({ expected: 'abc', given: 'abc' })).toBe(true)
    expect(isEqualInConstantTime({ expected: 'abc', given: 'abd' })).toBe(false)
    expect(isEqualInConstantTime({ expected: 'abc', given: 'abcd' })).toBe(false)
    expect(isEqualInConstantTime({ expected: '', given: '' })).toBe(true)
  })
})
