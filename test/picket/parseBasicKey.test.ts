import { describe, expect, test } from 'vitest'
import { parseBasicKey } from '../../app/picket/parseBasicKey.ts'

const encode = (text: string) => Buffer.from(text).toString('base64')

describe('parseBasicKey', () => {
  test.each([
    ['a key without a colon, after one space', `Basic ${encode('pk_1')}`],
    ['a key without a colon, after two spaces', `Basic  ${encode('pk_1')}`],
    ['a key with a colon', `Basic ${encode('pk_1:')}`],
    ['the scheme in small letters', `basic ${encode('pk_1:')}`],
    ['the scheme in capitals, with many spaces', `BASIC      ${encode('pk_1')}`],
    ['a form-encoded key', `Basic ${encode('pk%5F1:')}`],
  ])('behavior: %s', (_what, header) => {
    expect(parseBasicKey(header)).toEqual({ key: 'pk_1', password: null })
  })

  test('behavior: an OAuth client sends both keys', () => {
    expect(parseBasicKey(`Basic ${encode('pk_1:sk%5F2')}`)).toEqual({ key: 'pk_1', password: 'sk_2' })
  })

  test.each([
    null,
    '',
    'Basic',
    'Basic ',
    'Bearer abc',
    `Basic ${encode(':')}`,
    'Basic ***',
    `Basic ${'A'.repeat(900)}`,
    `Basic\t${encode('pk_1')}`,
  ])('refuses: %s', (header) => {
    expect(parseBasicKey(header)).toBeNull()
  })
})
