import { createHmac, createPublicKey, sign, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signJwt, toLowS } from '../../app/crypto/jwt.ts'
import { claims, encode, makeKey, makeTokens } from './tokens.ts'

const own = makeKey()
/** A token with any header and body, validly signed with our key. */
const forge = (header: string, body = encode(claims), key = own.privateKey) => {
  const signed = `${header}.${body}`
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${toLowS(signature).toString('base64url')}`
}
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
/** The same signature with the other value of s, which a careless verifier accepts too. */
const flip = (token: string) => {
  const at = token.lastIndexOf('.') + 1
  const bytes = Buffer.from(token.slice(at), 'base64url')
  const s = ORDER - BigInt(`0x${bytes.toString('hex', 32)}`)
  const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
  return `${token.slice(0, at)}${other.toString('base64url')}`
}

describe('verifyJwt', () => {
  const header = encode({ alg: 'ES256', typ: 'JWT', kid: own.kid })
  const token = forge(header)
  const [, body = '', signature = ''] = token.split('.')
  const secretOf = own.loaded.publicKey
  const pem = createPublicKey({ key: secretOf, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  const hs256 = (secret: string, alg = 'HS256') => {
    const signed = `${encode({ alg, typ: 'JWT', kid: own.kid })}.${body}`
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
  }
  const withHeader = (changes: object) =>
    forge(encode({ alg: 'ES256', typ: 'JWT', kid: own.kid, ...changes }))
  /** The same bits in another spelling: the unused bits of the last character are set. */
  const respell = (text: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const other = alphabet[alphabet.indexOf(text.at(-1) ?? '') + 1]
    const changed = `${text.slice(0, -1)}${other}`
    if (!Buffer.from(changed, 'base64url').equals(Buffer.from(text, 'base64url')))
      throw new Error('The other spelling has other bits.')
    return changed
  }

  test('behavior: the forger of these tests makes valid tokens too', async () => {
    const { tokens } = makeTokens(own)
    expect(await tokens.verify(token)).toEqual(claims)
    expect(await tokens.verify(withHeader({}))).toEqual(claims)
    expect(signJwt({ header, claims, key: own.privateKey }).split('.').slice(0, 2)).toEqual([header, body])
  })

  test('behavior: a signed token has the smaller s, whichever of the two OpenSSL gives', async () => {
    const { tokens } = makeTokens(own)
    for (let round = 0; round < 32; round++) {
      const made = signJwt({ header, claims: { ...claims, round }, key: own.privateKey })
      expect(await tokens.verify(made)).toMatchObject({ round })
      const [head = '', text = '', mac = ''] = flip(made).split('.')
      const of = { key: secretOf, format: 'jwk', dsaEncoding: 'ieee-p1363' } as const
      // By the mathematics alone the other value is valid too.
      expect(verify('sha256', Buffer.from(`${head}.${text}`), of, Buffer.from(mac, 'base64url'))).toBe(true)
      expect(await tokens.verify(flip(made))).toBeNull()
    }
  })

  test.each([
    ['the other value of s', flip(token)],
    ['alg none without a signature', `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`],
    ['alg none with our key id', `${encode({ alg: 'none', typ: 'JWT', kid: own.kid })}.${body}.`],
    ['alg none with a good signature', withHeader({ alg: 'none' })],
    ['HS256 with the public key as secret, PEM', hs256(String(pem))],
    ['HS256 with the public key as secret, JWK', hs256(JSON.stringify(secretOf))],
    ['an HMAC named ES256', hs256(String(pem), 'ES256')],
    ['another alg', withHeader({ alg: 'ES384' })],
    ['alg in lower case', withHeader({ alg: 'es256' })],
    ['alg in a list', withHeader({ alg: ['ES256'] })],
    ['no key id', withHeader({ kid: undefined })],
    ['a key id that is a number', withHeader({ kid: 1 })],
    ['an empty key id', withHeader({ kid: '' })],
    ['"__proto__" as key id', withHeader({ kid: '__proto__' })],
    ['the id of another key', forge(encode({ alg: 'ES256', typ: 'JWT', kid: makeKey().kid }))],
    ['another key under our id', forge(header, body, makeKey().privateKey)],
    ['a key in the header', withHeader({ jwk: secretOf })],
    ['a URL of keys', withHeader({ jku: 'https://evil.example/keys' })],
    ['a certificate', withHeader({ x5c: ['AA'] })],
    ['an extension marked as critical', withHeader({ crit: ['b64'], b64: false })],
    ['the header b64', withHeader({ b64: true })],
    ['another type', withHeader({ typ: 'dpop+jwt' })],
    ['a header that is a list', forge(encode(['ES256']))],
    ['a header that is null', forge(encode(null))],
    ['a header that is no JSON', forge(Buffer.from('{"alg":"ES256"').toString('base64url'))],
    ['a header with trailing bits', forge(respell(encode({ alg: 'ES256', kid: own.kid, typ: 'JWT' })))],
    ['altered claims', `${header}.${encode({ ...claims, sub: 'ethereum:0xCd' })}.${signature}`],
    ['claims of another token', `${header}.${forge(header, encode({})).split('.')[1]}.${signature}`],
    ['claims that are a list', forge(header, encode([claims]))],
    ['claims that are a text', forge(header, encode('claims'))],
    ['claims that are null', forge(header, encode(null))],
    ['claims that are no JSON', forge(header, Buffer.from('{').toString('base64url'))],
    ['claims with padding', forge(header, `${body}=`)],
    ['claims with trailing bits', forge(header, respell(encode({ a: 1 })))],
    ['claims in plain base64', forge(header, Buffer.from('{"a":"???>>>"}').toString('base64'))],
    ['a character outside of ASCII', forge(header, `${body}é`)],
    ['two dots in a row', `${header}..${body}.${signature}`],
    ['a dot in front', `.${token}`],
    ['a dot at the end', `${token}.`],
    ['a fourth part', `${token}.${signature}`],
    ['five parts, as in an encrypted token', `${token}.a.b`],
    ['two parts', `${header}.${body}`],
    ['an empty signature', `${header}.${body}.`],
    ['an empty header', `.${body}.${signature}`],
    ['no claims', `${header}..${signature}`],
    ['only dots', '..'],
    ['a padded signature', `${token}==`],
    ['a signature with trailing bits', `${header}.${body}.${respell(signature)}`],
    ['a signature in plain base64', `${header}.${body}.${'+/'.repeat(43)}`],
    ['a space at the end', `${token} `],
    ['a line break inside', `${header}.${body}\n.${signature}`],
    ['a signature of zeros', `${header}.${body}.${Buffer.alloc(64).toString('base64url')}`],
    ['a signature of ones', `${header}.${body}.${Buffer.alloc(64, 255).toString('base64url')}`],
    ['a signature too short', `${header}.${body}.${Buffer.alloc(63, 1).toString('base64url')}`],
    ['a signature too long', `${header}.${body}.${Buffer.alloc(65, 1).toString('base64url')}`],
    [
      'a signature in DER',
      `${header}.${body}.${sign('sha256', Buffer.from(`${header}.${body}`), own.privateKey).toString('base64url')}`,
    ],
    ['a token longer than 16 KiB', forge(header, encode({ ...claims, more: 'x'.repeat(16_384) }))],
    ['a million dots', '.'.repeat(1_000_000)],
    ['a megabyte', 'a'.repeat(1_000_000)],
    ['a lone surrogate', `${header}.${body}\ud800.${signature}`],
    ['a zero byte', `${header}.${body}\0.${signature}`],
    ['a token with the prefix Bearer', `Bearer ${token}`],
  ])('refuses: %s', async (_name, forged) => {
    const { tokens } = makeTokens(own)
    expect(await tokens.verify(forged)).toBeNull()
  })

  test('refuses: a value that is no text', async () => {
    const { tokens } = makeTokens(own)
    for (const thing of [undefined, null, 1, {}, [token], Buffer.from(token)]) {
      expect(await tokens.verify(thing as unknown as string)).toBeNull()
    }
  })

  test('refuses: every token with one character changed', async () => {
    const { tokens } = makeTokens(own)
    for (let at = 0; at < token.length; at++) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
      expect(await tokens.verify(changed), `character ${at}`).toBeNull()
    }
  })
})
