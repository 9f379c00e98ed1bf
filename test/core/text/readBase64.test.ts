import { describe, expect, test } from 'vitest'
import { readBase64 } from '../../../app/core/text/readBase64.ts'
import { readUtf8 } from '../../../app/core/text/readUtf8.ts'
import { fc } from '../../random.ts'

describe('readBase64', () => {
  // RFC 4648 §10.
  test.each([
    ['', ''],
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
    ['Zm9vYg==', 'foob'],
    ['Zm9vYmE=', 'fooba'],
    ['Zm9vYmFy', 'foobar'],
  ])('default: %s', (text, plain) => {
    expect(readBase64(text)).toEqual(new Uint8Array(Buffer.from(plain)))
  })

  test('behavior: any bytes that Node encodes are read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes)
      }),
    )
  })

  test.each([
    'Z',
    'Zg',
    'Zg=',
    'Zg===',
    'Zh==',
    'Zm9=',
    'Zm8',
    'Zg==Zg==',
    'Zm9v\n',
    ' Zm9v',
    'Zm-_',
    'Z=g=',
  ])('refuses: %j', (text) => expect(readBase64(text)).toBeNull())
})

describe('readUtf8', () => {
  test('default', () => {
    expect(readUtf8(Buffer.from('%41 Zürich\n💎'))).toBe('%41 Zürich\n💎')
  })

  test('behavior: any text is read back, a byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readUtf8(Buffer.from(`\ufeff${text}`))).toBe(`\ufeff${text}`)
      }),
    )
  })

  test.each([
    ['a continuation byte at the start', [0x80]],
    ['an incomplete character', [0xe2, 0x82]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a lone surrogate', [0xed, 0xa0, 0x80]],
    ['a code point above the highest', [0xf4, 0x90, 0x80, 0x80]],
    ['the start of an off-chain envelope', [0xff, 0x73]],
  ])('refuses: %s', (_case, bytes) => {
    expect(readUtf8(Uint8Array.from(bytes))).toBeNull()
  })
})
