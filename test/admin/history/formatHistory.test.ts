import { expect, test } from 'vitest'
import { formatHistory } from '../../../app/admin/history/formatHistory.ts'
import type { GateChange } from '../../../app/core/gate/change.ts'
import type { GateDraft } from '../../../app/core/gate/types.ts'
import { sampleDraft } from '../../db/samples.ts'
import { shop } from '../../fakes/fakeContext.ts'

const draft = sampleDraft({ name: 'Night Owls' })
const change = (changes: Partial<GateChange>): GateChange => ({
  ...{ id: '3', number: 1 as GateChange['number'], gateName: 'Night Owls', isGateDeleted: false },
  ...{ gateUpdatedAt: 9, at: 1_790_000_000, actor: 'staff:7', draft, before: draft },
  ...{ isLatest: false, restoredFrom: null },
  ...changes,
})
const format = (...changes: Partial<GateChange>[]) =>
  formatHistory({
    shop,
    changes: changes.map(change),
    actors: {
      staff: new Map([['7', 'Maya Chen']]),
      keys: new Map([['k', { key: 'Server', project: 'Photo board' }]]),
    },
    gate: 1,
    next: null,
  }).changes

test('behavior: each change says who did what, in words', () => {
  const titles = format(
    { before: null },
    { draft: { ...draft, state: 'paused' } },
    { before: { ...draft, state: 'paused' } },
    { actor: 'staff:8', draft: { ...draft, name: 'Owls' } },
    { actor: 'api:k', restoredFrom: '1' },
    { actor: 'api:gone', draft: null },
    { draft: null },
    { actor: 'system', before: null },
  ).map(({ title }) => title)
  expect(titles).toEqual([
    'Maya Chen created “Night Owls”',
    'Maya Chen paused “Night Owls”',
    'Maya Chen resumed “Night Owls”',
    'Your staff changed “Owls”',
    'The secret key “Server” of “Photo board” restored an earlier version of “Night Owls”',
    'A secret key of a deleted project deleted “Night Owls”',
    'Maya Chen deleted “Night Owls”',
    'Palisade created “Night Owls”',
  ])
})

test('behavior: the fields that differ are listed with their old and new value', () => {
  const after: GateDraft = {
    ...draft,
    subject: { kind: 'products', ids: [1, 2] },
    reaction: { ...draft.reaction, price: { kind: 'percentage', hundredths: 2500 } },
    limits: { perWallet: 1, perToken: null, total: 1000 },
    schedule: { ...draft.schedule, endsAt: 1_790_100_000 },
  }
  const before: GateDraft = {
    ...after,
    subject: { kind: 'products', ids: [1] },
    limits: { perWallet: null, perToken: null, total: 500 },
    schedule: { ...draft.schedule, endsAt: null },
  }
  expect(format({ draft: after, before })[0]?.fields).toEqual([
    { field: 'Applies to', before: '1 product', after: '2 products' },
    { field: 'Orders per wallet', before: 'No limit', after: '1' },
    { field: 'Orders in total', before: '500', after: '1,000' },
    { field: 'Ends', before: 'Never', after: '22 Sept 2026, 20:00' },
  ])
})

test('behavior: another choice of as many products is told', () => {
  const of = (...ids: number[]): GateDraft => ({ ...draft, subject: { kind: 'products', ids } })
  expect(format({ draft: of(1, 3), before: of(1, 2) })[0]?.fields).toEqual([
    { field: 'Choice of products', before: '1 removed', after: '1 added' },
  ])
})

test('behavior: an earlier version can be restored, and the last one of a deleted gate; not the current one', () => {
  const views = format(
    { isLatest: true },
    {},
    { draft: null, isLatest: true, isGateDeleted: true },
    { draft: 'unreadable' },
  )
  expect(views.map(({ restore }) => restore !== null)).toEqual([false, true, true, false])
  expect(views[3]).toMatchObject({
    fields: [],
    note: 'Another version of Palisade saved this, so the details cannot be shown.',
  })
})
