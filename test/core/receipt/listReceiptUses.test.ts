import { expect, test } from 'vitest'
import { listReceiptUses } from '../../../app/core/receipt/listReceiptUses.ts'
import type { LineOutcome, Settlement } from '../../../app/core/settlement/types.ts'

const line = (lineId: number, outcome: LineOutcome, gates: readonly number[]) => ({
  ...{ lineId, outcome, gates },
  ...{ reasons: [], closedGates: [] },
})
const settle = (
  lines: Settlement['lines'],
  { wholeOutcome = 'none', isRedacted = false }: { wholeOutcome?: LineOutcome; isRedacted?: boolean } = {},
) => {
  const gates = [82, 83].map((gate) => ({ gate, revision: 1, grant: `g${gate}` }))
  const settlement: Settlement = {
    ...{ outcome: 'mixed', wholeOutcome, reasons: [], lines, gates, grants: ['g82', 'g83'] },
    ...{ isCancelled: false, rechecks: [], holders: [] },
  }
  return listReceiptUses({ settlement, isRedacted }).map(({ gate }) => gate)
}

test('default: a gate whose line is as it should be, also if another of its lines is not', () => {
  expect(settle([line(1, 'committed', [82]), line(2, 'duplicate', [82, 83])])).toEqual([82])
})

test('behavior: a gate of no line counts by what the whole order got', () => {
  expect(settle([line(1, 'committed', [82])], { wholeOutcome: 'committed' })).toEqual([82, 83])
  expect(settle([line(1, 'unproved', [82])], { wholeOutcome: 'suspect' })).toEqual([])
})

test('behavior: an order whose customer was erased attests nothing', () => {
  expect(settle([line(1, 'committed', [82, 83])], { isRedacted: true })).toEqual([])
})
