import { expect, test } from 'vitest'
import { chooseCodeGates } from '../../../app/core/accessCode/chooseCodeGates.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber, Price } from '../../../app/core/gate/types.ts'

const gate = (number: number, price: Price | null, freeShipping = false) => ({
  number: number as GateNumber,
  reaction: { ...NO_FLAGS, exclusive: !price && !freeShipping, price, freeShipping },
})
const percent = (hundredths: number): Price => ({ kind: 'percentage', hundredths })
const numbers = (gates: readonly ReturnType<typeof gate>[]) =>
  chooseCodeGates(gates, { admits: false }).map(({ number }) => number)

test('default: at most five prices, the best first, and free shipping once', () => {
  const prices = [1, 2, 3, 4, 5, 6].map((number) => gate(number, percent(number * 100)))
  expect(numbers([...prices, gate(8, null, true), gate(7, null, true)])).toEqual([6, 5, 4, 3, 2, 7])
})

test('behavior: percentages come before amounts, ties go to the lower number, and access alone gets no code', () => {
  const fixed = (number: number, thousandths: bigint) => gate(number, { kind: 'fixedAmount', thousandths })
  expect(
    numbers([fixed(1, 9n), fixed(2, 10n), gate(4, percent(1)), gate(3, percent(1)), gate(5, null)]),
  ).toEqual([3, 4, 2, 1])
})

test('behavior: free shipping beside a price needs no code of its own', () => {
  expect(numbers([gate(1, null, true), gate(2, percent(100), true)])).toEqual([2])
})
