import { expect, test } from 'vitest'
import { formatCount } from '../../../app/admin/list/formatCount.ts'
import { listMatchingGates } from '../../../app/admin/list/GateTable.tsx'
import type { GateRowView } from '../../../app/admin/views.ts'

const row = (number: number, name: string, kind: GateRowView['status']['kind']): GateRowView => ({
  number,
  name,
  status: { kind, reason: null, note: null },
  requirement: [{ text: `Holds at least 2 of Collection ${number}`, isStrong: false }],
  reaction: '20% off',
  isExclusive: false,
  subject: { kind: 'products', count: 1, productId: 1 },
  changedAt: '',
})
const gates = [row(1, 'Summer Owls', 'active'), row(2, 'Winter Owls', 'paused'), row(3, 'Coins', 'pending')]
const find = (tab: Parameters<typeof listMatchingGates>[0]['tab'], query: string) =>
  listMatchingGates({ gates, tab, query }).map((gate) => gate.number)

test('default', () => {
  expect(find('all', '')).toEqual([1, 2, 3])
  expect(find('paused', '')).toEqual([2])
  expect(find('pending', '')).toEqual([3])
})

test('behavior: every word must occur in the name or requirement, in any case', () => {
  expect(find('all', 'owls')).toEqual([1, 2])
  expect(find('all', '  OWLS  winter ')).toEqual([2])
  expect(find('all', 'collection 3')).toEqual([3])
  expect(find('active', 'winter')).toEqual([])
})

test('behavior: counts have singular, plural and grouped digits', () => {
  expect([0, 1, 2, 1200].map((count) => formatCount(count, 'product'))).toEqual([
    '0 products',
    '1 product',
    '2 products',
    '1,200 products',
  ])
})
