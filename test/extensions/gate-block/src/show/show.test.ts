import { afterEach, describe, expect, test, vi } from 'vitest'
import { formatAmount } from '../../../../../extensions/gate-block/src/show/formatAmount.ts'
import { formatSentence } from '../../../../../extensions/gate-block/src/show/formatSentence.ts'
import { formatShortAddress } from '../../../../../extensions/gate-block/src/show/formatShortAddress.ts'
import { formatUntil } from '../../../../../extensions/gate-block/src/show/formatUntil.ts'

describe('formatAmount', () => {
  test('default', () => {
    expect(formatAmount('25000', 'en')).toBe('25,000')
    expect(formatAmount('1000000.5', 'de')).toBe('1.000.000,5')
    expect(formatAmount('0.000000000000000001', 'en')).toBe('0.000000000000000001')
    expect(formatAmount('123456789012345678901234567890', 'en')).toBe(
      '123,456,789,012,345,678,901,234,567,890',
    )
    expect(formatAmount('<b>', 'en')).toBe('<b>')
  })
})

const noon = new Date(2026, 10, 25, 12).getTime() / 1000
const startClock = () => vi.useFakeTimers({ toFake: ['Date'], now: noon * 1000 })
afterEach(() => {
  vi.useRealTimers()
})

describe('sentences', () => {
  test('default', () => {
    expect(formatSentence('[a] and [b], [c]', { a: '[b]', b: '$&' })).toBe('[b] and $&, [c]')
    expect(formatShortAddress(`0x12${'00'.repeat(18)}9f`)).toBe('0x12…\u20609f')
    startClock()
    const written = formatUntil(noon + 6 * 3600, 'en-US')
    expect(written.replace(/\s/g, ' ')).toBe('6:00 PM')
    expect(formatUntil(noon + 24 * 3600, 'en-US')).toMatch(/^Thu/)
    const far = formatUntil(noon + 20 * 24 * 3600, 'en-US')
    expect(far.replace(/\s/g, ' ')).toBe('Dec 15, 12:00 PM')
  })

  test.each([
    ['de', /^Do/, /^15\. Dez/, '25.000,5'],
    ['es', /^jue/, /^15 dic/, '25.000,5'],
    ['fr', /^jeu/, /^15 déc/, '25 000,5'],
    ['it', /^gio/, /^15 dic/, '25.000,5'],
  ])('behavior: times and amounts have the format of a page in %s', (locale, weekday, day, amount) => {
    startClock()
    const write = (hours: number) => formatUntil(noon + hours * 3600, locale)
    expect(write(6)).toBe('18:00')
    expect(write(24)).toMatch(weekday)
    expect(write(20 * 24)).toMatch(day)
    expect(formatAmount('25000.5', locale).replace(/\s/g, ' ')).toBe(amount)
  })
})
