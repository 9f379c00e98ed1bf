import { expect, test } from 'vitest'
import { describeLeftOut } from '../../../app/admin/list/describeLeftOut.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'

const list = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ number: (i + 1) as GateNumber, name: `Owls ${i + 1}` }))

test('default: an export names each gate that is not in the file', () => {
  expect(describeLeftOut([])).toBeNull()
  expect(describeLeftOut(list(1))).toBe(
    'The file does not have 1 gate that another version of Palisade stored: “Owls 1” (1). Export again after an update of Palisade.',
  )
  expect(describeLeftOut(list(2))).toContain(
    '2 gates that another version of Palisade stored: “Owls 1” (1) and “Owls 2” (2).',
  )
})

test('behavior: beyond five they are counted', () => {
  expect(describeLeftOut(list(8))).toContain('“Owls 5” (5), and 3 more.')
})
