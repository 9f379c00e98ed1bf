import { expect, test } from 'vitest'
import { formatInstant, formatTimeZone } from '../../app/admin/formatInstant.ts'

const at = Date.parse('2026-11-25T23:05:00Z') / 1000

test('default: the time in the shop’s zone', () => {
  expect(formatInstant({ at, timeZone: 'America/New_York' })).toBe('25 Nov 2026, 18:05')
  expect(formatInstant({ at, timeZone: 'Europe/Berlin' })).toBe('26 Nov 2026, 00:05')
  expect(formatInstant({ at, timeZone: 'Asia/Kolkata' })).toBe('26 Nov 2026, 04:35')
})

test('behavior: a time zone is named by its city', () => {
  expect(formatTimeZone('America/New_York')).toBe('New York time')
  expect(formatTimeZone('America/Argentina/Buenos_Aires')).toBe('Buenos Aires time')
  expect(formatTimeZone('UTC')).toBe('UTC')
})
