import { expect, test } from 'vitest'
import {
  formatMessage,
  formatReceiver,
  formatReceiverRow,
} from '../../../app/admin/receivers/formatReceivers.ts'
import type { ShopId } from '../../../app/core/gate/types.ts'
import { CHOSEN_KINDS } from '../../../app/core/message/kinds.ts'
import type { Message, Receiver } from '../../../app/core/message/types.ts'

const NOW = 1_795_616_000
const timeZone = 'UTC'
const receiver: Receiver = {
  ...{ id: 'a', shopId: 1n as ShopId, url: 'https://hooks.example/in', messages: CHOSEN_KINDS, gates: [] },
  ...{ hasWallets: false, state: 'on', failures: 0, failingSince: null, restsUntil: 0, oldEndsAt: null },
  ...{ createdAt: NOW, updatedAt: NOW },
}
const message: Message = {
  ...{ id: '1', name: 'msg_1', kind: 'gate.unlocked', at: NOW, data: { gate: 7 }, state: 'waiting' },
  ...{ attempts: 0, dueAt: NOW, triedAt: null, status: null, lastError: null },
}

test('default: a receiver that is well', () => {
  expect(formatReceiverRow(receiver, { timeZone })).toEqual({
    ...{ id: 'a', name: 'https://hooks.example/in', isFlow: false, chosen: 'All messages' },
    ...{ status: { kind: 'on', label: 'On', reason: null }, changedAt: '25 Nov 2026, 14:13' },
  })
})

test('behavior: Shopify Flow, and a receiver of some messages', () => {
  const flow = { ...receiver, url: null, messages: ['gate.changed'] as const }
  expect(formatReceiverRow(flow, { timeZone })).toMatchObject({
    name: 'Shopify Flow',
    chosen: '1 of 7 messages',
  })
})

test('behavior: a receiver that fails or is off says why, and what to do', () => {
  const statusOf = (over: Partial<Receiver>) =>
    formatReceiverRow({ ...receiver, ...over }, { timeZone }).status
  expect(statusOf({ failingSince: NOW })).toMatchObject({
    ...{
      kind: 'failing',
      reason: expect.stringContaining('Every attempt since 25 Nov 2026, 14:13 has failed'),
    },
  })
  expect(statusOf({ state: 'gone' }).reason).toContain('answered 410')
  expect(statusOf({ state: 'failing', failingSince: NOW })).toMatchObject({ kind: 'off', label: 'Off' })
  expect(statusOf({ state: 'staff' }).reason).toContain('switched it off')
})

test('behavior: the old secret is named only while it signs', () => {
  const old = { ...receiver, oldEndsAt: NOW }
  expect(formatReceiver(old, { timeZone, now: NOW - 1 }).oldUntil).toBe('25 Nov 2026, 14:13')
  expect(formatReceiver(old, { timeZone, now: NOW }).oldUntil).toBeNull()
})

test.each([
  [{}, 'Waiting'],
  [{ attempts: 2 }, 'Tried 2 times, next 25 Nov 2026, 14:13'],
  [{ state: 'sent', attempts: 1, status: 204 }, 'Sent, HTTP 204'],
  [{ state: 'sent', attempts: 1 }, 'Sent'],
  [{ state: 'failed', attempts: 9, status: 500 }, 'Given up after 9 attempts'],
  [{ state: 'failed' }, 'Not sent'],
] as const)('behavior: the message %j reads “%s”', (over, label) => {
  expect(formatMessage({ ...message, ...over }, { timeZone }).label).toBe(label)
})
