import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { chooseEntries } from '../../../app/core/proof/chooseEntries.ts'
import { countProofBytes, formatUnsignedProof } from '../../../app/core/proof/format.ts'
import type { ProofClaims, ProofEntry } from '../../../app/core/proof/types.ts'

const entry = (gate: number, amount: bigint, exclusive = false): ProofEntry => ({
  gate: gate as GateNumber,
  revision: 1,
  cap: 0,
  profile: 0,
  reaction: { ...NO_FLAGS, exclusive, price: { kind: 'p', amount } },
})
const head = (carrier: 'c' | 'l'): Omit<ProofClaims, 'entries'> => ({
  carrier,
  epoch: '5f3a9c01',
  until: '2026112505',
  buyer: '0',
  grant: '00112233445566aa',
})
const numbers = (entries: readonly ProofEntry[]) => entries.map((each) => each.gate)

describe('chooseEntries', () => {
  test('default: all entries that fit, ascending', () => {
    expect(numbers(chooseEntries({ head: head('c'), entries: [entry(9, 500n), entry(3, 900n)] }))).toEqual([
      3, 9,
    ])
  })

  test('behavior: exclusive entries come first, then the larger price, and ties go to the lower number', () => {
    const entries = [
      entry(1, 100n),
      entry(2, 300n),
      entry(3, 200n),
      entry(4, 300n),
      entry(5, 50n, true),
      entry(6, 300n),
    ]
    expect(numbers(chooseEntries({ head: head('l'), entries }))).toEqual([2, 4, 5, 6])
  })

  test('behavior: at most sixteen entries and at most a thousand bytes', () => {
    const entries = Array.from({ length: 60 }, (_, i) => entry(2_000_000_000 + i, 10_000n))
    const chosen = chooseEntries({ head: head('c'), entries })
    expect(chosen.length).toBe(16)
    expect(countProofBytes({ ...head('c'), entries: chosen })).toBeLessThanOrEqual(1000)
    expect(formatUnsignedProof({ ...head('c'), entries: chosen })).toMatch(/^p1~c~/)
  })
})
