import { describe, expect, test } from 'vitest'
import { chooseUntil } from '../../../app/core/proof/chooseUntil.ts'
import { formatPeriod, readLocalClock } from '../../../app/core/proof/readLocalClock.ts'
import { fc } from '../../random.ts'

const at = (iso: string) => Date.parse(iso) / 1000
const key = (instant: number, ianaTimezone: string) =>
  formatPeriod(readLocalClock({ at: instant, ianaTimezone }))

describe('chooseUntil', () => {
  test('default', () => {
    const now = at('2026-11-25T13:10:00Z')
    const result = chooseUntil({ now, ianaTimezone: 'Europe/Berlin', proofLife: 3600 })
    // 14:10 in Berlin and one hour is 15:10: the next even hour is 16:00.
    expect(result).toEqual({ until: '2026112508', endsAt: at('2026-11-25T15:00:00Z') })
  })

  test('behavior: a boundary exactly one proof life away is chosen', () => {
    const now = at('2026-11-25T11:00:00Z')
    expect(chooseUntil({ now, ianaTimezone: 'UTC', proofLife: 3600 })).toEqual({
      until: '2026112506',
      endsAt: at('2026-11-25T12:00:00Z'),
    })
  })

  test('behavior: the last period of a month ends with the start of the next month', () => {
    const now = at('2026-12-31T21:30:00Z')
    expect(chooseUntil({ now, ianaTimezone: 'UTC', proofLife: 3600 }).until).toBe('2027010100')
  })

  test('behavior: when the clock is set back, the proof lives until the boundary comes for the last time', () => {
    // New York leaves summer time on 2026-11-01 at 06:00 UTC, and 02:00 local time comes at 07:00 UTC.
    const result = chooseUntil({
      now: at('2026-11-01T04:30:00Z'),
      ianaTimezone: 'America/New_York',
      proofLife: 3600,
    })
    expect(result).toEqual({ until: '2026110101', endsAt: at('2026-11-01T07:00:00Z') })
  })

  test('behavior: in any zone and at any instant, a proof lives at least its life and has ended for good at endsAt', () => {
    const zones = [
      'UTC',
      'Asia/Kolkata',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Pacific/Apia',
      'Europe/London',
      'America/New_York',
      'Asia/Tehran',
      'Pacific/Chatham',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at('2015-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') }),
        fc.constantFrom(3600, 7200, 86_400),
        (ianaTimezone, now, proofLife) => {
          const { until, endsAt } = chooseUntil({ now, ianaTimezone, proofLife })
          expect(endsAt).toBeGreaterThanOrEqual(now + proofLife)
          expect(endsAt - now).toBeLessThanOrEqual(proofLife + 4 * 3600)
          expect(key(endsAt - 1, ianaTimezone) < until).toBe(true)
          for (let later = endsAt; later < endsAt + 4 * 3600; later += 900) {
            expect(key(later, ianaTimezone) >= until).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
