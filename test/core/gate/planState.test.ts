import { describe, expect, test } from 'vitest'
import { planState } from '../../../app/core/gate/planState.ts'
import { isLifted } from '../../../app/core/gate/standing.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import { makeGate, NOW } from '../../fakes/fakeContext.ts'

const gate = makeGate()
const exclusive = makeGate({ reaction: { ...gate.reaction, exclusive: true } })
const never = { startsAt: null, endsAt: null, afterEnd: 'closed' } as const
const plan = (of: Gate, change: Parameters<typeof planState>[0]['change']) =>
  planState({ gate: of, change, now: NOW })

describe('planState', () => {
  test('default: a pause keeps the schedule, and changes nothing twice', () => {
    const schedule = { ...never, endsAt: NOW + 60 }
    expect(plan({ ...exclusive, schedule }, 'paused')).toEqual({ state: 'paused', schedule })
    expect(plan({ ...gate, state: 'paused' }, 'paused')).toBe(null)
    expect(plan({ ...gate, state: 'paused' }, 'active')).toMatchObject({ state: 'active' })
    expect(plan(gate, 'active')).toBe(null)
  })

  test('behavior: public ends an exclusive gate in this minute, also a paused one, and everyone may buy', () => {
    for (const state of ['active', 'paused'] as const) {
      const change = plan({ ...exclusive, state, schedule: never }, 'public')
      expect(change).toEqual({
        state: 'active',
        schedule: { startsAt: null, endsAt: NOW - (NOW % 60), afterEnd: 'public' },
      })
      const opened = { ...exclusive, ...change }
      expect(isLifted({ gate: opened, now: NOW })).toBe(true)
      expect(plan(opened, 'public')).toBe(null)
    }
  })

  test('behavior: public keeps a start of the past, and drops one that lies ahead', () => {
    const open = (startsAt: number) =>
      plan({ ...exclusive, schedule: { startsAt, endsAt: NOW + 900, afterEnd: 'closed' } }, 'public')
    expect(open(NOW - 600)?.schedule.startsAt).toBe(NOW - 600)
    expect(open(NOW + 600)?.schedule.startsAt).toBe(null)
  })

  test('behavior: public pauses a gate that is not exclusive', () => {
    expect(plan(gate, 'public')).toEqual({ state: 'paused', schedule: gate.schedule })
    expect(plan({ ...gate, state: 'paused' }, 'public')).toBe(null)
  })

  test('behavior: live ends a test in one step, also of a paused gate, and keeps the wallets', () => {
    const test = { isOn: true, wallets: [] }
    expect(plan({ ...gate, test }, 'live')).toMatchObject({
      state: 'active',
      test: { isOn: false, wallets: [] },
    })
    expect(plan({ ...gate, state: 'paused', test }, 'live')).toMatchObject({ state: 'active' })
    expect(plan(gate, 'live')).toBe(null)
  })
})
