import { expect, test } from 'vitest'
import { runNight } from './night/runNight.ts'

/* A short night. `npm run test:night` runs longer ones, with other seeds. */
const SEED = 20_261_129

test('behavior: a minute of faults loses no order and no use, and breaks no rule of the ledger', async () => {
  const report = await runNight({ seed: SEED, minutes: 1, say: (line) => console.log(line) })
  console.log(JSON.stringify({ ...report, wrong: report.wrong.length }))
  expect(report.wrong).toEqual([])
  expect(report.lost).toBe(0)
  expect(report.faults).toBeGreaterThan(3)
  expect(report.orders).toBeGreaterThan(5)
}, 1_800_000)
