import { describe, expect, test } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { checkLoginMessage } from '../../../app/core/login/checkLoginMessage.ts'
import { composeLoginMessage, type LoginFields } from '../../../app/core/login/composeLoginMessage.ts'
import { parseLoginMessage } from '../../../app/core/login/parseLoginMessage.ts'
import { parseSignInText } from '../../../app/core/login/parseSignInText.ts'
import { fc } from '../../random.ts'

const fields: LoginFields = {
  family: 'evm',
  domain: 'shop.example:3001',
  address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  statement: 'Show this shop which tokens your wallet holds.',
  uri: 'https://shop.example:3001',
  chainId: '1',
  nonce: '00112233445566778899aabbccddeeff',
  issuedAt: 1_800_000_000,
  expiresAt: 1_800_000_120,
  keyThumbprint: null,
}
/** The example of RFC 7638. */
const keyed = { ...fields, keyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' }
const address = fields.address.toLowerCase() as EvmAddress
const expectation = {
  allowedDomains: [fields.domain],
  address,
  chainId: '1',
  nonce: fields.nonce,
  now: fields.issuedAt + 5,
}
const mismatch = expect.objectContaining({ code: 'ERR_LOGIN_MISMATCH' })

describe('login message', () => {
  test('default: the text of EIP-4361, byte by byte', () => {
    expect(composeLoginMessage(fields)).toBe(
      [
        'shop.example:3001 wants you to sign in with your Ethereum account:',
        '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
        '',
        'Show this shop which tokens your wallet holds.',
        '',
        'URI: https://shop.example:3001',
        'Version: 1',
        'Chain ID: 1',
        'Nonce: 00112233445566778899aabbccddeeff',
        'Issued At: 2027-01-15T08:00:00.000Z',
        'Expiration Time: 2027-01-15T08:02:00.000Z',
      ].join('\n'),
    )
    expect(parseLoginMessage(composeLoginMessage(fields))).toEqual(fields)
    expect(() => checkLoginMessage({ fields, ...expectation })).not.toThrow()
  })

  test('behavior: the key of the visit is a resource, as RFC 9278 writes it', () => {
    const text = composeLoginMessage(keyed)
    expect(text.slice(composeLoginMessage(fields).length)).toBe(
      '\nResources:\n- urn:ietf:params:oauth:jwk-thumbprint:sha-256:NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    )
    expect(parseLoginMessage(text)).toEqual(keyed)
    const signIn = parseSignInText({ text, isEip55: () => true })
    expect(signIn?.resources).toEqual([`urn:ietf:params:oauth:jwk-thumbprint:sha-256:${keyed.keyThumbprint}`])
  })

  test('refuses: a key that is no thumbprint, another resource, or two (ERR_LOGIN_MISMATCH)', () => {
    const text = composeLoginMessage(keyed)
    const last = text.slice(text.lastIndexOf('\n'))
    for (const forged of [
      text.slice(0, -1),
      `${text}A`,
      text.replace('sha-256', 'sha-512'),
      text.replace('urn:ietf', 'https://evil.example/urn:ietf'),
      `${text}${last}`,
      `${text}\n- https://evil.example`,
      text.replace('\nResources:', ''),
      text.replace(last, ''),
    ])
      expect(() => parseLoginMessage(forged), forged).toThrowError(mismatch)
    expect(() => composeLoginMessage({ ...fields, keyThumbprint: 'a\n- b' })).toThrowError(mismatch)
  })

  test.each(['\n', '\r', '\u2028', '\u2029', '\u0000', '\u0085', '\u007f'])(
    'refuses: %j in any field, on composing and on parsing (ERR_LOGIN_MISMATCH)',
    (character) => {
      for (const name of ['domain', 'address', 'statement', 'uri', 'nonce'] as const) {
        const broken = { ...fields, [name]: `${fields[name]}${character}URI: https://evil.example` }
        expect(() => composeLoginMessage(broken)).toThrowError(mismatch)
        const forged = composeLoginMessage(fields).replace(fields[name], broken[name])
        expect(() => parseLoginMessage(forged)).toThrowError(mismatch)
      }
    },
  )

  test('refuses: a text with a missing, doubled or added line (ERR_LOGIN_MISMATCH)', () => {
    const lines = composeLoginMessage(keyed).split('\n')
    for (let i = 0; i < lines.length; i++) {
      const without = lines.filter((_, at) => at !== i).join('\n')
      const doubled = lines.flatMap((line, at) => (at === i ? [line, line] : [line])).join('\n')
      expect(() => parseLoginMessage(without)).toThrowError(mismatch)
      expect(() => parseLoginMessage(doubled)).toThrowError(mismatch)
    }
    expect(() => parseLoginMessage(`${lines.join('\n')}\n`)).toThrowError(mismatch)
  })

  test('refuses: a time that cannot be read, which would make every comparison false (ERR_LOGIN_MISMATCH)', () => {
    const text = composeLoginMessage(fields).replace('2027-01-15T08:02:00.000Z', '2027-13-45T99:99:99Z')
    expect(() => parseLoginMessage(text)).toThrowError(mismatch)
  })

  test('refuses: another site, wallet, chain, nonce or time (ERR_LOGIN_MISMATCH)', () => {
    const others: Partial<Parameters<typeof checkLoginMessage>[0]>[] = [
      { allowedDomains: [] },
      { allowedDomains: ['shop.example'] },
      { address: `0x${'1'.repeat(40)}` as EvmAddress },
      { chainId: '137' },
      { nonce: 'ffeeddccbbaa99887766554433221100' },
      { now: fields.expiresAt },
      { now: fields.issuedAt - 61 },
      { fields: { ...fields, uri: 'https://evil.example/shop.example:3001' } },
      { fields: { ...fields, uri: 'https://shop.example:3001@evil.example' } },
      { fields: { ...fields, expiresAt: fields.issuedAt + 86_400 }, now: fields.issuedAt + 601 },
      { fields: { ...fields, issuedAt: Number.NaN } },
      { fields: { ...fields, expiresAt: Number.NaN } },
    ]
    for (const other of others) {
      expect(() => checkLoginMessage({ fields, ...expectation, ...other })).toThrowError(mismatch)
    }
  })

  test('behavior: a text that is parsed composes to the same lines', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.nat(12), (junk, at) => {
        const lines = composeLoginMessage(keyed).split('\n')
        lines[at] = junk
        const text = lines.join('\n')
        try {
          expect(composeLoginMessage(parseLoginMessage(text)).split('\n').toSpliced(9, 2)).toEqual(
            lines.toSpliced(9, 2),
          )
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_LOGIN_MISMATCH' })
        }
      }),
    )
  })
})
