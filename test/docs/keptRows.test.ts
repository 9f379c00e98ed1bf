import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findKeptRows, keepRows } from '../bench/keptRows.ts'

const NOW = Date.UTC(2026, 10, 29)
const row = { name: 'a row', ours: 1, yardstick: 2, unit: 'ms', ratio: 0.5, bar: '≤ 1', holds: true }

test('behavior: rows of a bench are found within a day, on the same machine and versions', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-rows-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const kept = { folder, bench: 'gates', about: ['machine: one', 'Node 24'] }
  const find = (over: object = {}) => findKeptRows({ ...kept, now: NOW, ...over })
  expect(find()).toBeNull()
  keepRows({ ...kept, now: NOW, rows: [row] })
  expect(find({ now: NOW + 86_399_000 })).toMatchObject({ endedAt: NOW, rows: [row] })
  expect(find({ now: NOW + 86_400_000 })).toBeNull()
  expect(find({ about: ['machine: one', 'Node 26'] })).toBeNull()
  expect(find({ bench: 'lists' })).toBeNull()
})
