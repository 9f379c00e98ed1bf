import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  chooseFormProofs,
  type FormProofs,
} from '../../../../../extensions/gate-block/src/cart/chooseFormProofs.ts'

const carry = (proof: string, numbers: number[], endsAt: number): FormProofs => ({
  lineProofs: [{ productId: 1, variantId: 11, proof }],
  gates: numbers.map((number) => ({ number, endsAt })),
})
const setClock = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: seconds * 1000 })
beforeEach(() => void setClock(50))
afterEach(() => {
  vi.useRealTimers()
})
const none: FormProofs = { lineProofs: [], gates: [] }
const held = carry('old', [1, 2], 100)

describe('chooseFormProofs', () => {
  test('default: the form takes the new proofs, or none if there are none', () => {
    const offered = carry('new', [1], 200)
    expect(chooseFormProofs({ held, offered, unchecked: [] })).toBe(offered)
    expect(chooseFormProofs({ held, offered: none, unchecked: [] })).toBe(none)
    expect(chooseFormProofs({ held: none, offered, unchecked: [2] })).toBe(offered)
  })

  test('behavior: the form keeps the old proofs while only they open a gate that could not be read', () => {
    expect(chooseFormProofs({ held, offered: none, unchecked: [1, 2] })).toBe(held)
    expect(chooseFormProofs({ held, offered: carry('new', [1], 200), unchecked: [2] })).toBe(held)
  })

  test('behavior: the form takes the new proofs if the old ones have ended, never opened the gate, or lack a newly open one', () => {
    const offered = carry('new', [1], 200)
    expect(chooseFormProofs({ held, offered, unchecked: [3] })).toBe(offered)
    setClock(100)
    expect(chooseFormProofs({ held, offered, unchecked: [2] })).toBe(offered)
    setClock(50)
    const better = carry('new', [1, 3], 200)
    expect(chooseFormProofs({ held, offered: better, unchecked: [2] })).toBe(better)
  })
})
