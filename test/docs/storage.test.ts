import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { STORED_KINDS } from '../../app/core/privacy/kinds.ts'
import { STORED_TABLES } from '../bench/storedTables.ts'

const document = readFileSync(new URL('../../docs/storage.md', import.meta.url), 'utf8')
const measured = [...document.matchAll(/^\| `(\w+)` \| (\d+) \| ([\d.]+) \| ([\d.]+) \|$/gm)]

test('default: the table names what the command measures, in its order', () => {
  expect(measured.map(([, table]) => table)).toEqual([...STORED_TABLES])
})

test('behavior: the sums below the table are those of its lines', () => {
  const sum = (column: number) => measured.reduce((all, line) => all + Number(line[column]), 0)
  const [, rows, thousand, year] = /^\| all \| (\d+) \| ([\d.]+) \| ([\d.]+) \|$/m.exec(document) ?? []
  expect(Number(rows)).toBe(sum(2))
  expect(Number(thousand)).toBeCloseTo(sum(3), 1)
  expect(Math.abs(Number(year) - sum(4))).toBeLessThan(measured.length)
})

test('behavior: days are those of the code', () => {
  expect(document).toContain(
    `| answers to shoppers, with their wallets | ${STORED_KINDS.unlocks.keptDays} days |`,
  )
  expect(document).toContain(`| visits | ${STORED_KINDS.visits.keptDays} days after their end |`)
  expect(document).toContain(`| ${STORED_KINDS.codes.keptDays} days |`)
})
