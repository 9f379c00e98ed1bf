import { describe, expect, test } from 'vitest'
import { parseReceiverUrl } from '../../../app/core/message/parseReceiverUrl.ts'

const isPublic = (address: string) => address === '203.0.113.7'
const parse = (text: string, allowsLocal = false) => parseReceiverUrl({ text, allowsLocal, isPublic })
const refused = expect.objectContaining({ code: 'ERR_RECEIVER_URL' })

describe('parseReceiverUrl', () => {
  test.each(['https://example.com', 'https://hooks.example.com:8443/in?shop=1', ' https://203.0.113.7/in '])(
    'default: %s',
    (text) => expect(parse(text)).toBe(text.trim()),
  )

  test('behavior: scheme and host are stored in small letters, and the path as it is', () => {
    expect(parse('HTTPS://Hooks.Example.com/In?Shop=A')).toBe('https://hooks.example.com/In?Shop=A')
  })

  test.each(['http://localhost:8000/in', 'http://127.0.0.1/in', 'https://app.localhost/in'])(
    'behavior: %s only if the operator allows this machine',
    (text) => {
      expect(parse(text, true)).toBe(text)
      expect(() => parse(text)).toThrow(refused)
    },
  )

  test.each([
    ...['', 'example.com', 'http://example.com/in', 'ftp://example.com', 'javascript:alert(1)', 'https://'],
    ...['https://user@example.com/', 'https://user:secret@example.com/', 'https://example.com/#a'],
    ...[
      'https://example.com\\@evil.example/',
      'https://0x7f.1/',
      'https://2130706433/',
      'https://[::ffff:10.0.0.1]/',
    ],
    ...[
      'https://exa mple.com/',
      'https://example.com:0/',
      'https://example.com:70000/',
      'https://ex\nample.com/',
    ],
    ...['https://10.0.0.1/', 'https://127.0.0.2/', 'https://169.254.169.254:8443/latest'],
    `https://example.com/${'a'.repeat(1000)}`,
  ])('refuses: %j (ERR_RECEIVER_URL)', (text) => {
    expect(() => parse(text, true)).toThrow(refused)
  })
})
