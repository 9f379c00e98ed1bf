import { expect, test } from 'vitest'
import { readGatesFile } from '../../../app/admin/transfer/readGatesFile.ts'
import { composeGatesFile } from '../../../app/core/gate/gatesFile.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'

const file = composeGatesFile({ shop, gates: [makeGate()] })
const read = (changes: object) => readGatesFile(JSON.stringify({ ...file, ...changes }))

test('default: a file that the app wrote is read as it was', () => {
  expect(readGatesFile(JSON.stringify(file))).toEqual({ kind: 'file', file })
})

test('behavior: a file that names gates which it does not have is read like any other', () => {
  const unreadable = [{ number: 7 as GateNumber, name: 'Later owls' }]
  const partial = composeGatesFile({ shop, gates: [makeGate()], unreadable })
  expect(partial.unreadable).toEqual(unreadable)
  expect(file).not.toHaveProperty('unreadable')
  expect(readGatesFile(JSON.stringify(partial))).toEqual({ kind: 'file', file })
})

test.each([
  ['no JSON', 'name;price', 'This file is not JSON. Choose a file that “Export” wrote.'],
  ['a list', '[]', 'This is not a file of gates. Choose a file that “Export” wrote.'],
  ['null', 'null', 'This is not a file of gates. Choose a file that “Export” wrote.'],
])('refuses: %s', (_, text, sentence) => {
  expect(readGatesFile(text)).toEqual({ kind: 'refused', sentence })
})

test.each([
  [{ palisade: 'lists' }, 'This is not a file of gates. Choose a file that “Export” wrote.'],
  [{ v: 2 }, 'A newer version of Palisade wrote this file. Update Palisade first.'],
  [{ price: 1 }, 'The file has an unknown field “price”. Remove it.'],
  [
    { timeZone: undefined },
    'The file does not say its shop, time zone and currency. Choose a file that “Export” wrote.',
  ],
  [{ gates: [] }, 'There are no gates in this file.'],
  [{ gates: Array.from({ length: 501 }) }, 'This file has 501 gates. Split it into files of at most 500.'],
])('refuses: a file with %o', (changes, sentence) => {
  expect(read(changes)).toEqual({ kind: 'refused', sentence })
})
