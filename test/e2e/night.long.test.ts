import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/* Short nights with fixed seeds, by the command that people run. `npm run test:night` runs longer ones, with other seeds. */
test.each([
  { seed: 20_261_129, database: 'postgresql' },
  { seed: 20_261_130, database: 'embedded' },
])(
  'behavior: a minute of faults on $database loses no order and no proof, and breaks no rule of the ledger',
  ({ seed, database }) => {
    const words = ['--seed', String(seed), '--minutes', '1', '--database', database]
    const night = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/night.ts', ...words], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    console.log(night.stdout)
    expect(night.stderr).toBe('')
    expect(night.stdout).toMatch(/lost = 0, wrong = 0\n$/)
    expect(night.status).toBe(0)
  },
  1_800_000,
)
