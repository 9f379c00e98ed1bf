import { expect, test } from 'vitest'
import { formatGateStatus } from '../../app/admin/formatGateStatus.ts'
import type { Gate } from '../../app/core/gate/types.ts'
import { holder, makeGate, NOW } from '../fakes/fakeContext.ts'

const status = (over: Partial<Gate>) =>
  formatGateStatus({ gate: makeGate(over), now: NOW, timeZone: 'Europe/Berlin' })
const inTest = { isOn: true, wallets: [holder] }

test('default: a gate in test says how many wallets get in, and when it ends', () => {
  expect(status({ test: inTest })).toEqual({
    ...{ kind: 'test', reason: null, note: 'Only 1 test wallet gets in' },
  })
  const schedule = { startsAt: null, endsAt: NOW + 3600, afterEnd: 'public' } as const
  expect(status({ test: inTest, schedule }).note).toBe('Only 1 test wallet gets in · Ends 25 Nov 2026, 15:10')
})

test('behavior: a pause, the end and a missing publication come first', () => {
  expect(status({ test: inTest, state: 'paused' }).kind).toBe('paused')
  expect(status({ test: inTest, publication: { kind: 'pending', reason: 'No.' } }).kind).toBe('pending')
  expect(status({}).kind).toBe('active')
})
