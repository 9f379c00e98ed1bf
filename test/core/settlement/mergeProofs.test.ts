import { expect, test } from 'vitest'
import { formatKept, mergeProofs } from '../../../app/core/settlement/mergeProofs.ts'
import type { KeptProof, OrderProof, ProofPlace } from '../../../app/core/settlement/types.ts'
import { makeEntry, makeProof, takesOff } from './samples.ts'

const [A, B] = ['a'.repeat(16), 'b'.repeat(16)]
const ofLine = (lineId: number): ProofPlace => ({ kind: 'l', lineId })
const bad = (place: ProofPlace): OrderProof => ({ kind: 'bad', place, fault: 'buyer' })
const keep = (proof: OrderProof): KeptProof => {
  if (proof.kind === 'bad') throw new Error('A bad proof is not kept.')
  // As the database returns it.
  return JSON.parse(JSON.stringify(formatKept(proof)))
}

test('default: a proof that was good stays good, with all its claims', () => {
  const proof = makeProof([makeEntry(1, takesOff('f', 10_500n)), makeEntry(2)])
  expect(mergeProofs({ judged: [bad({ kind: 'c' })], kept: [keep(proof)], knowsCustomer: true })).toEqual([
    proof,
  ])
  expect(mergeProofs({ judged: [], kept: [keep(proof)], knowsCustomer: true })).toEqual([proof])
  expect(mergeProofs({ judged: [proof], kept: [keep(proof)], knowsCustomer: true })).toEqual([proof])
})

test('behavior: kept proofs keep their order of trust, and bad proofs of other places stay bad', () => {
  const [code, line] = [
    makeProof([makeEntry(1)], { place: { kind: 'code', code: 'PAL' } }),
    makeProof([makeEntry(2)], { grant: B, place: ofLine(2) }),
  ]
  const judged = [bad({ kind: 'm' }), bad(ofLine(1)), bad(ofLine(2))]
  expect(mergeProofs({ judged, kept: [keep(line), keep(code)], knowsCustomer: true })).toEqual([
    code,
    bad({ kind: 'm' }),
    line,
    bad(ofLine(1)),
  ])
})

test('behavior: a kept proof comes before a new one in the same place', () => {
  const [old, other] = [makeProof([makeEntry(1)], { grant: A }), makeProof([makeEntry(1)], { grant: B })]
  expect(mergeProofs({ judged: [other], kept: [keep(old)], knowsCustomer: true })).toEqual([old, other])
})

test('behavior: a proof accepted without a known customer is judged again once the customer is known', () => {
  const proof = { ...makeProof([makeEntry(1)]), isUnasked: true } as OrderProof
  const others = [bad({ kind: 'c' })]
  const ask = (knowsCustomer: boolean, judged: OrderProof[] = others, kept = keep(proof)) =>
    mergeProofs({ judged, kept: [kept], knowsCustomer })
  expect(ask(true)).toEqual(others)
  expect(ask(false)).toEqual([proof])
  // The proof was removed from the order since: nobody can say any more that it was another customer's.
  expect(ask(true, [])).toEqual([proof])
  const asked = makeProof([makeEntry(1)])
  expect(ask(true, [asked])).toEqual([asked])
  expect(ask(true, others, keep(asked))).toEqual([asked])
})
