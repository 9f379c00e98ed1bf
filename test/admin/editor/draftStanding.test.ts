import { describe, expect, test } from 'vitest'
import { draftStanding } from '../../../app/admin/editor/draftStanding.ts'

const shop = { ianaTimezone: 'Europe/Berlin', now: Date.parse('2026-11-27T12:00:00Z') / 1000 }
const stand = ({ state = 'active' as 'active' | 'paused', startsAt = '', endsAt = '' }) =>
  draftStanding({ draft: { state, schedule: { startsAt, endsAt, afterEnd: 'public' } }, shop })

describe('draftStanding', () => {
  test('default', () => {
    expect(stand({})).toEqual({ kind: 'active', note: null })
  })

  test('behavior: times are the shop’s local time, to the minute', () => {
    expect(stand({ startsAt: '2026-11-27T13:00' })).toEqual({ kind: 'active', note: null })
    expect(stand({ startsAt: '2026-11-27T13:01' })).toEqual({
      kind: 'scheduled',
      note: 'Starts 27 Nov 2026, 13:01',
    })
    expect(stand({ endsAt: '2026-11-27T13:00' })).toEqual({
      kind: 'ended',
      note: 'Ended 27 Nov 2026, 13:00',
    })
    expect(stand({ endsAt: '2026-11-27T13:01' })).toEqual({
      kind: 'active',
      note: 'Ends 27 Nov 2026, 13:01',
    })
  })

  test('behavior: a paused gate shows no start or end, and an invalid time is ignored', () => {
    expect(stand({ state: 'paused', endsAt: '2020-01-01T00:00' })).toEqual({ kind: 'paused', note: null })
    expect(stand({ endsAt: '2020-02-31T00:00' })).toEqual({ kind: 'active', note: null })
  })
})
