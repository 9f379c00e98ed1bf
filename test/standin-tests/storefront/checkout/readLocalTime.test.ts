import { describe, expect, test } from 'vitest'
import { readLocalTime } from '../../../standin/shopify/checkout/readLocalTime.ts'

describe('readLocalTime', () => {
  test('default', () => {
    const now = Date.UTC(2026, 10, 25, 23, 30, 5) / 1000
    expect(readLocalTime({ now, ianaTimezone: 'UTC' })).toEqual({ date: '2026-11-25', time: '23:30:05' })
    expect(readLocalTime({ now, ianaTimezone: 'Europe/Berlin' })).toEqual({
      date: '2026-11-26',
      time: '00:30:05',
    })
    expect(readLocalTime({ now, ianaTimezone: 'Asia/Kathmandu' }).time).toBe('05:15:05')
  })
})
