import { describe, expect, test } from 'vitest'
import {
  parseCorrection,
  parseRedemptionQuery,
  parseRelease,
  parseReservationId,
} from '../../../app/admin/redemptions/parseRedemptions.ts'

const contract = '0x2222222222222222222222222222222222222222'
const mint = 'So11111111111111111111111111111111111111112'
const correction = { gate: 82, what: 'wallet', text: contract, change: 'add', reason: 'Sold at the till' }
const refused = (code: string) => expect.objectContaining({ code })

describe('parseRedemptionQuery', () => {
  test('default', () => {
    const parse = (query: string) => parseRedemptionQuery(new URLSearchParams(query))
    expect(parse('gate=82&state=open&before=17')).toEqual({ gate: 82, state: 'open', before: 17n })
    expect(parse('gate=x&state=gone&before=-1')).toEqual({
      gate: undefined,
      state: undefined,
      before: undefined,
    })
  })
})

describe('parseCorrection', () => {
  test('default: a wallet address is folded', () => {
    const text = ` ${contract.replaceAll('2', 'A').replace('0x', '0x')} `
    expect(parseCorrection({ ...correction, text }).unit).toEqual({
      kind: 'wallet',
      key: contract.replaceAll('2', 'a'),
    })
  })

  test.each([
    [`ethereum:${contract}`, '#4021', `ethereum:${contract}:4021`],
    [`ethereum:${contract}`, '0007', `ethereum:${contract}:7`],
    ['solana', mint, `solana:${mint}`],
  ])('behavior: a token of %s, written as %s, is %s', (what, text, key) => {
    expect(parseCorrection({ ...correction, what, text }).unit).toEqual({ kind: 'token', key })
  })

  test.each([
    ['no reason', { reason: '  ' }, 'ERR_BODY_INVALID'],
    ['an endless reason', { reason: 'x'.repeat(501) }, 'ERR_BODY_INVALID'],
    ['an unknown change', { change: 'double' }, 'ERR_BODY_INVALID'],
    ['a gate number as text', { gate: '82' }, 'ERR_BODY_INVALID'],
    ['a token without a contract', { what: 'ethereum:' }, 'ERR_BODY_INVALID'],
    ['an invalid address', { text: '0x12' }, 'ERR_ADDRESS_INVALID'],
    ['an invalid id', { what: `ethereum:${contract}`, text: 'seven' }, 'ERR_BODY_INVALID'],
    ['an invalid mint', { what: 'solana', text: '7' }, 'ERR_ADDRESS_INVALID'],
    ['an unknown field', { shopId: 1 }, 'ERR_BODY_INVALID'],
  ])('refuses: %s (%o)', (_, over, code) => {
    expect(() => parseCorrection({ ...correction, ...over })).toThrow(refused(code))
  })
})

describe('parseRelease', () => {
  test('default', () => {
    expect(parseRelease({ reason: ' Customer asked ' })).toEqual({ reason: 'Customer asked' })
  })

  test('refuses: no reason (ERR_BODY_INVALID)', () => {
    expect(() => parseRelease({ reason: '' })).toThrow(refused('ERR_BODY_INVALID'))
  })
})

describe('parseReservationId', () => {
  test('default', () => {
    expect(parseReservationId('9007199254740993')).toBe(9007199254740993n)
  })

  test.each([undefined, '', '0', '1.5', 'x', '1'.repeat(19)])(
    'refuses: %s (ERR_RESERVATION_NOT_FOUND)',
    (text) => {
      expect(() => parseReservationId(text)).toThrow(refused('ERR_RESERVATION_NOT_FOUND'))
    },
  )
})
