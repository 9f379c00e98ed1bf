import { describe, expect, test } from 'vitest'
import { loadProofVectors } from './loadProofVectors.ts'
import { hasReferenceMac, parseReferenceProof } from './referenceProof.ts'

const { cases, keys } = await loadProofVectors()

describe('the reference reads a proof', () => {
  test('default', () => {
    const proof = parseReferenceProof(cases[0]?.text ?? '')
    expect(proof).toMatchObject({ carrier: 'c', until: '2026112505', buyer: '0' })
    expect(proof?.entries[0]).toMatchObject({ gate: 82, revision: 3, price: { kind: 'p', amount: 2000n } })
  })

  for (const { name, text, wellFormed, expect: expected } of cases) {
    test(`behavior: ${name} is ${wellFormed ? '' : 'not '}well-formed`, () => {
      const proof = parseReferenceProof(text)
      expect(proof !== null).toBe(wellFormed)
      if (expected !== 'accepted' || !proof) return
      const key = keys.find(({ epoch }) => epoch === proof.epoch)?.key ?? ''
      expect(hasReferenceMac({ unsigned: proof.unsigned, mac: proof.mac, key })).toBe(true)
    })
  }
})
