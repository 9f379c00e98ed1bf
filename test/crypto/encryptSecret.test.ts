import { describe, expect, test } from 'vitest'
import { decryptSecret, encryptSecret } from '../../app/crypto/secrets.ts'

const plain = Buffer.from('a token of some length')
const purpose = 'shopify-token.shop.example'
const secret = 'one secret of the environment'
const refusal = expect.objectContaining({ code: 'ERR_ENVIRONMENT' })

describe('encryptSecret', () => {
  test('default', () => {
    const sealed = encryptSecret({ plain, purpose, secret })
    expect(sealed).toMatch(/^s1(\.[\w-]+){3}$/)
    expect(Buffer.from(decryptSecret({ sealed, purpose, secret })).toString()).toBe('a token of some length')
  })

  test('behavior: an empty value can be sealed too', () => {
    const sealed = encryptSecret({ plain: new Uint8Array(0), purpose, secret })
    expect(decryptSecret({ sealed, purpose, secret })).toHaveLength(0)
  })

  test('behavior: sealing twice gives two different texts', () => {
    expect(encryptSecret({ plain, purpose, secret })).not.toBe(encryptSecret({ plain, purpose, secret }))
  })

  test('refuses: another purpose and another secret (ERR_ENVIRONMENT)', () => {
    const sealed = encryptSecret({ plain, purpose, secret })
    expect(() => decryptSecret({ sealed, purpose: 'proof-root.1', secret })).toThrow(refusal)
    expect(() => decryptSecret({ sealed, purpose, secret: `${secret}!` })).toThrow(refusal)
  })

  test('refuses: a changed byte, a shortened tag and malformed text (ERR_ENVIRONMENT)', () => {
    const sealed = encryptSecret({ plain, purpose, secret })
    const [version, iv = '', tag = '', body = ''] = sealed.split('.')
    for (const part of [iv, tag, body]) {
      const bytes = Buffer.from(part, 'base64url')
      bytes[0] = (bytes[0] ?? 0) ^ 1
      const changed = sealed.replace(part, bytes.toString('base64url'))
      expect(() => decryptSecret({ sealed: changed, purpose, secret })).toThrow(refusal)
    }
    const cutTag = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url')
    for (const text of [
      '',
      's1',
      's1...',
      'plain text',
      `s2.${iv}.${tag}.${body}`,
      `${sealed}.AA`,
      `${version}.${iv}.${cutTag}.${body}`,
    ]) {
      expect(() => decryptSecret({ sealed: text, purpose, secret })).toThrow(refusal)
    }
  })
})
