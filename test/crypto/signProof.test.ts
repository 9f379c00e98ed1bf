import { describe, expect, test } from 'vitest'
import { deriveProofKey, signProof } from '../../app/crypto/proofs.ts'

const root = Uint8Array.from({ length: 32 }, (_, i) => i)
const shopId = 70012345678n
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('deriveProofKey', () => {
  test('default', () => {
    expect(hex(deriveProofKey({ root, epoch: '5f3a9c01', shopId }))).toBe(
      '5f5d9d55e4a373634cd7af5a07392bda7215d1b23937a7f1f06d9567762fa444',
    )
    expect(hex(deriveProofKey({ root, epoch: '21b7e4d0', shopId }))).toBe(
      '1411adc2a842552a21205d053cf1e3b2b2fec161d58a3bc402498c4b69df15c6',
    )
  })

  test('behavior: another shop has another key', () => {
    const key = deriveProofKey({ root, epoch: '5f3a9c01', shopId })
    expect(hex(deriveProofKey({ root, epoch: '5f3a9c01', shopId: shopId + 1n }))).not.toBe(hex(key))
  })

  test.each(['', '5F3A9C01', '5f3a9c0', '5f3a9c01.7', '5f3a9c01\n'])('refuses: epoch %j', (epoch) => {
    expect(() => deriveProofKey({ root, epoch, shopId })).toThrow(RangeError)
  })

  test('refuses: a root that is not 32 bytes', () => {
    expect(() => deriveProofKey({ root: root.slice(1), epoch: '5f3a9c01', shopId })).toThrow(RangeError)
  })
})

describe('signProof', () => {
  test.each([
    [
      'A1',
      '5f3a9c01',
      'p1~c~5f3a9c01~2026112505~0~00112233445566aa~2a:3:2:1:p2000~a659f3186164bca16a74ff37bd0d44d0',
    ],
    [
      'A2',
      '5f3a9c01',
      'p1~l~5f3a9c01~2026112505~7766554433221~ffeeddccbbaa9988~2a:3:1:1:x+f10500~275a6e0a6946bacdcb27a92d2ec063f9',
    ],
    [
      'A3',
      '21b7e4d0',
      'p1~m~21b7e4d0~2026112600~0~0f1e2d3c4b5a6978~1:1:0:0:x!2a:2:3:1:q500+s!15o:12:0:7:s~b46ac76b57ee2f6d18cfe06214c915f9',
    ],
  ])('default: vector %s', (_name, epoch, proof) => {
    const cut = proof.lastIndexOf('~')
    const key = deriveProofKey({ root, epoch, shopId })
    expect(signProof({ unsigned: proof.slice(0, cut), key })).toBe(proof.slice(cut + 1))
  })

  test('refuses: an empty key', () => {
    expect(() => signProof({ unsigned: 'p1', key: new Uint8Array(0) })).toThrow(RangeError)
  })
})
