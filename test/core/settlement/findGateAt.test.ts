import { describe, expect, test } from 'vitest'
import type { GateNumber, Schedule, Subject } from '../../../app/core/gate/types.ts'
import { findGateAt, type GateStandingRow } from '../../../app/core/settlement/findGateAt.ts'
import type { GateMeaning } from '../../../app/core/settlement/types.ts'
import { ORDERED, UNLIMITED } from './samples.ts'

const one: Subject = { kind: 'products', ids: [1] }
const two: Subject = { kind: 'products', ids: [2] }
const always: Schedule = { startsAt: null, endsAt: null, afterEnd: 'public' }
const meaning = (createdAt: number, isExclusive = true, subject = one): GateMeaning => ({
  subject,
  isExclusive,
  limits: UNLIMITED,
  createdAt,
})
function see(
  revisions: GateMeaning[],
  gate: Partial<{ schedule: Schedule; deletedAt: number | null; state: 'active' | 'paused' }> = {},
  standings: GateStandingRow[] = [],
) {
  return seeAll(revisions, gate, standings).closedTo
}
function seeAll(
  revisions: GateMeaning[],
  gate: Partial<{ schedule: Schedule; deletedAt: number | null; state: 'active' | 'paused' }> = {},
  standings: GateStandingRow[] = [],
) {
  return findGateAt({
    gate: {
      number: 1 as GateNumber,
      recheck: false,
      state: 'active',
      schedule: always,
      deletedAt: null,
      ...gate,
    },
    standings,
    revisions: new Map(revisions.map((revision, index) => [index + 1, revision])),
    at: ORDERED,
  })
}

describe('a gate as an order sees it', () => {
  test('default: the gate is exclusive as of the order’s time, whatever it is now', () => {
    expect(see([meaning(ORDERED - 9000), meaning(ORDERED + 10, false)])).toEqual([one, one])
    expect(see([meaning(ORDERED - 9000, false), meaning(ORDERED + 10)])).toEqual([])
    expect(see([meaning(ORDERED + 10)])).toEqual([])
  })

  test('behavior: a change less than five minutes old is not live yet', () => {
    expect(see([meaning(ORDERED - 299)])).toEqual([])
    expect(see([meaning(ORDERED - 300)])).toEqual([one, one])
    expect(see([meaning(0), meaning(ORDERED - 100, true, two)])).toEqual([one, two])
    expect(see([meaning(0), meaning(ORDERED - 100, false)])).toEqual([])
  })

  test('behavior: shutSince is the start of the unbroken time in which the gate gave nothing', () => {
    const shut = (gate: Parameters<typeof see>[1], ...standings: GateStandingRow[]) =>
      seeAll([meaning(0)], gate, standings).shutSince
    const row = (age: number, state: 'active' | 'paused', schedule = always) => ({
      at: ORDERED - age,
      state,
      schedule,
    })
    expect(shut({})).toBeNull()
    expect(shut({ state: 'paused' }, row(9000, 'active'))).toBeNull()
    expect(shut({}, row(9000, 'active'), row(700, 'paused'))).toBe(ORDERED - 700)
    expect(shut({}, row(9000, 'active'), row(700, 'paused'), row(1, 'active'))).toBeNull()
    expect(shut({}, row(9000, 'active'), row(700, 'paused'), row(400, 'paused'))).toBe(ORDERED - 700)
    const over = { ...always, endsAt: ORDERED - 500 }
    expect(shut({ schedule: over }, row(9000, 'active', over))).toBe(ORDERED - 500)
    expect(shut({ schedule: over }, row(9000, 'active', over), row(200, 'paused', over))).toBe(ORDERED - 500)
    const later = { ...always, startsAt: ORDERED + 500 }
    expect(shut({ schedule: later }, row(9000, 'active'), row(800, 'active', later))).toBe(ORDERED - 800)
    expect(shut({ schedule: later }, row(9000, 'active', later))).toBe(0)
    expect(shut({ deletedAt: ORDERED - 60 }, row(9000, 'active'))).toBe(ORDERED - 60)
  })

  test('behavior: a paused gate is closed, an ended one follows its setting, and a deleted one is open', () => {
    const revisions = [meaning(0)]
    const ended = { startsAt: null, endsAt: ORDERED - 10 }
    expect(see(revisions, { state: 'paused' })).toEqual([one, one])
    expect(see(revisions, { schedule: { ...ended, afterEnd: 'public' } })).toEqual([])
    expect(see(revisions, { schedule: { ...ended, afterEnd: 'closed' } })).toEqual([one, one])
    expect(see(revisions, { schedule: { ...ended, endsAt: ORDERED + 10, afterEnd: 'public' } })).toEqual([
      one,
      one,
    ])
    expect(see(revisions, { deletedAt: ORDERED - 10 })).toEqual([])
    expect(see(revisions, { deletedAt: ORDERED + 10 })).toEqual([one, one])
  })

  test('behavior: the schedule and state of the order’s time count, and later changes do not', () => {
    const revisions = [meaning(0)]
    const ended: Schedule = { startsAt: null, endsAt: ORDERED - 10, afterEnd: 'public' }
    const later: Schedule = { ...ended, endsAt: ORDERED + 9000 }
    const kept = (at: number, schedule: Schedule, state: 'active' | 'paused' = 'active') => ({
      at,
      schedule,
      state,
    })
    expect(see(revisions, { schedule: later }, [kept(0, ended), kept(ORDERED + 20, later)])).toEqual([])
    expect(see(revisions, { schedule: ended }, [kept(0, later), kept(ORDERED + 20, ended)])).toEqual([
      one,
      one,
    ])
    expect(see(revisions, {}, [kept(0, ended), kept(ORDERED + 20, ended, 'paused')])).toEqual([])
    // The gate was lifted for a moment in between.
    const moment = [kept(0, always), kept(ORDERED - 200, { ...ended, endsAt: ORDERED - 250 })]
    expect(see(revisions, {}, [...moment, kept(ORDERED - 100, always)])).toEqual([])
    expect(see(revisions, {}, [kept(ORDERED - 300, ended), kept(ORDERED - 300, always)])).toEqual([one, one])
  })
})
