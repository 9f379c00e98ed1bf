import { describe, expect, test } from 'vitest'
import { parseOrderRelease } from '../../../app/admin/orders/parseOrderRelease.ts'
import { formatFindings } from '../../../app/core/settlement/listFindings.ts'

describe('parseOrderRelease', () => {
  test.each([
    { wholeOutcome: 'none', lines: [] },
    { wholeOutcome: 'duplicate', lines: [] },
    {
      wholeOutcome: 'none',
      lines: [
        { lineId: 501, outcome: 'unproved' },
        { lineId: 16_020_000_000_502, outcome: 'suspect' },
      ],
    },
  ] as const)('default: formatted findings are read back (%#)', (findings) => {
    const seen = formatFindings(findings)
    expect(parseOrderRelease({ reason: ' Known. ', seen })).toEqual({ reason: 'Known.', seen })
  })

  test.each([
    ['no reason', { reason: '  ', seen: 'none' }],
    ['a reason too long', { reason: 'r'.repeat(501), seen: 'none' }],
    ['no findings', { reason: 'Known.' }],
    ['malformed findings', { reason: 'Known.', seen: 'none 0:unproved' }],
    ['an unknown field', { reason: 'Known.', seen: 'none', shop: 'other' }],
  ])('refuses: %s (ERR_BODY_INVALID)', (_name, body) => {
    expect(() => parseOrderRelease(body)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
  })
})
