import { expect, test } from 'vitest'
import { composeCode } from '../../../app/core/accessCode/composeCode.ts'
import { listCodes } from '../../../app/core/accessCode/listCodes.ts'
import { parseCode } from '../../../app/core/accessCode/parseCode.ts'

test('default: sixty bits in an alphabet without look-alikes', () => {
  expect(composeCode({ hex: '0'.repeat(16), isPair: false })).toBe('PAL-0000-0000-0000')
  expect(composeCode({ hex: 'f'.repeat(16), isPair: false })).toBe('PAL-ZZZZ-ZZZZ-ZZZZ')
  expect(composeCode({ hex: '00000000443214c7', isPair: true })).toBe('PAL-7654-3210-0000-1')
})

test('behavior: every one of the sixty bits changes the code', () => {
  const codes = Array.from({ length: 64 }, (_, bit) =>
    composeCode({ hex: (1n << BigInt(bit)).toString(16).padStart(16, '0'), isPair: false }),
  )
  expect(new Set(codes.slice(0, 60)).size).toBe(60)
})

test('behavior: the first code of a pair stands for both, and either one is parsed as the first', () => {
  expect(listCodes('PAL-7654-3210-0000-1')).toEqual(['PAL-7654-3210-0000-1', 'PAL-7654-3210-0000-2'])
  expect(listCodes('PAL-7654-3210-0001')).toEqual(['PAL-7654-3210-0001'])
  expect(parseCode(' pal-7654-3210-000a ')).toBe('PAL-7654-3210-000A')
  expect(parseCode('PAL-7654-3210-0000-2')).toBe('PAL-7654-3210-0000-1')
  expect(parseCode('PAL-7654-3210-0000-1')).toBe('PAL-7654-3210-0000-1')
})

test.each([
  'WELCOME10',
  'PAL-7654-3210',
  'PAL-7654-3210-00OI',
  'PAL-7654-3210-0000-3',
  'XPAL-7654-3210-0000',
  '',
])('refuses: %j, which is no code of ours', (text) => expect(parseCode(text)).toBeNull())
