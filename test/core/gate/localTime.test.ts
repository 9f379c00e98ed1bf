import { describe, expect, test } from 'vitest'
import { findDayStart, formatLocalTime, parseLocalTime } from '../../../app/core/gate/localTime.ts'
import { fc } from '../../random.ts'

const berlin = 'Europe/Berlin'
const at = (iso: string) => Date.parse(iso) / 1000

describe('parseLocalTime', () => {
  test('default: summer and winter time', () => {
    expect(parseLocalTime({ text: '2026-07-01T12:00', ianaTimezone: berlin })).toBe(at('2026-07-01T10:00Z'))
    expect(parseLocalTime({ text: '2026-12-01T12:00', ianaTimezone: berlin })).toBe(at('2026-12-01T11:00Z'))
  })

  test('behavior: of a repeated hour the first counts, and a skipped hour moves forward', () => {
    expect(parseLocalTime({ text: '2026-10-25T02:30', ianaTimezone: berlin })).toBe(at('2026-10-25T00:30Z'))
    const moved = parseLocalTime({ text: '2026-03-29T02:30', ianaTimezone: berlin })
    expect(moved).toBe(at('2026-03-29T01:30Z'))
    expect(formatLocalTime({ at: moved ?? 0, ianaTimezone: berlin })).toBe('2026-03-29T03:30')
  })

  test.each(['', '2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01 10:00', '2026-01-01T24:00', 'now'])(
    'refuses: %j',
    (text) => {
      expect(parseLocalTime({ text, ianaTimezone: berlin })).toBeNull()
    },
  )

  test('behavior: a formatted time is read back as an instant with the same local time', () => {
    const zones = [
      'Europe/Berlin',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Pacific/Apia',
      'Australia/Lord_Howe',
    ]
    fc.assert(
      fc.property(
        fc.integer({ min: at('2020-01-01T00:00Z') / 60, max: at('2034-01-01T00:00Z') / 60 }),
        fc.constantFrom(...zones),
        (minute, ianaTimezone) => {
          const text = formatLocalTime({ at: minute * 60, ianaTimezone })
          const read = parseLocalTime({ text, ianaTimezone }) ?? 0
          expect(formatLocalTime({ at: read, ianaTimezone })).toBe(text)
          expect(read).toBeLessThanOrEqual(minute * 60)
        },
      ),
    )
  })
})

describe('findDayStart', () => {
  test('default: midnight on the shop’s clock, also on a day of 23 hours', () => {
    const start = (dayOn: string, daysLater = 0) =>
      findDayStart({ dayOn, ianaTimezone: 'Europe/Berlin', daysLater })
    expect(start('2026-11-25')).toBe(Date.parse('2026-11-24T23:00:00Z') / 1000)
    expect(start('2026-03-29')).toBe(Date.parse('2026-03-28T23:00:00Z') / 1000)
    expect(start('2026-03-29', 1)).toBe(Date.parse('2026-03-29T22:00:00Z') / 1000)
    expect(start('2026-12-31', 1)).toBe(Date.parse('2026-12-31T23:00:00Z') / 1000)
  })

  test.each(['2026-02-30', '2026-13-01', 'today', '', '20261125'])('behavior: %s is no day', (dayOn) => {
    expect(findDayStart({ dayOn, ianaTimezone: 'UTC' })).toBeNull()
  })
})
