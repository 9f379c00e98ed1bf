import { generateKeyPairSync, sign, webcrypto } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { composeSignedText } from '../../app/core/visitKey/composeSignedText.ts'
import type { SignedRequest } from '../../app/core/visitKey/types.ts'
import { readPublicPoint } from '../../app/crypto/readPublicPoint.ts'
import { hashVisitKey, verifyRequestSignature } from '../../app/crypto/visitKeys.ts'
import { fc } from '../random.ts'
import vectors from '../vectors/visitKey.json'
import { makeVisitKey } from '../visitKey.ts'

const key = makeVisitKey()
const request = key.sign('/renew', { session: 'a'.repeat(64), gates: [82], lines: [] }, 1_800_000_000)

describe('hashVisitKey', () => {
  test.each(vectors.thumbprints)('default: the thumbprint of $name', ({ key: { x, y }, thumbprint }) => {
    expect(hashVisitKey({ x, y })).toBe(thumbprint)
  })
})

describe('verifyRequestSignature', () => {
  test.each(vectors.accepted)('default: $name', async ({ request: vector, text }) => {
    expect(composeSignedText(vector as SignedRequest)).toBe(text)
    expect(await verifyRequestSignature(vector as SignedRequest)).toBe(true)
  })

  test.each(vectors.refused)('refuses: $name', async ({ request: vector }) => {
    expect(await verifyRequestSignature(vector as SignedRequest)).toBe(false)
  })

  test('default: what a browser’s WebCrypto signs', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const pair = await webcrypto.subtle.generateKey(algorithm, false, ['sign'])
    const { x = '', y = '' } = await webcrypto.subtle.exportKey('jwk', pair.publicKey)
    const asked = { path: '/unlock', text: '{"gates":[1],"name":"Größe ✓"}', at: 1_800_000_000 } as const
    const bytes = new TextEncoder().encode(composeSignedText(asked))
    const made = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes)
    const signature = Buffer.from(made).toString('base64url')
    expect(await verifyRequestSignature({ ...asked, key: { x, y }, signature })).toBe(true)
    await expect(webcrypto.subtle.exportKey('jwk', pair.privateKey)).rejects.toThrow()
  })

  test('refuses: a request with any changed byte of path, time, text, key or signature', async () => {
    expect(await verifyRequestSignature(request)).toBe(true)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_{}":,\n'
    const change = (text: string, at: number, letter: string) => {
      const place = at % text.length
      return text.slice(0, place) + letter + text.slice(place + 1)
    }
    // The last character of 86 has four unused bits, and of 43 two: they change no byte.
    const bytesOf = (text: string) => Buffer.from(text, 'base64url').toString('hex')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('path', 'at', 'text', 'x', 'y', 'signature'),
        fc.nat(),
        fc.constantFrom(...letters),
        async (field, at, letter) => {
          const { x, y } = request.key
          const changed: SignedRequest = {
            path:
              field === 'path' ? (change(request.path, at, letter) as SignedRequest['path']) : request.path,
            at: field === 'at' ? request.at + (at % 1000) : request.at,
            text: field === 'text' ? change(request.text, at, letter) : request.text,
            key: {
              x: field === 'x' ? change(x, at, letter) : x,
              y: field === 'y' ? change(y, at, letter) : y,
            },
            signature: field === 'signature' ? change(request.signature, at, letter) : request.signature,
          }
          const isSame =
            composeSignedText(changed) === composeSignedText(request) &&
            bytesOf(changed.signature) === bytesOf(request.signature) &&
            bytesOf(changed.key.x) === bytesOf(x) &&
            bytesOf(changed.key.y) === bytesOf(y)
          expect(await verifyRequestSignature(changed)).toBe(isSame)
          // A key that is spelled differently is another key.
          if (changed.key.x !== x || changed.key.y !== y)
            expect(hashVisitKey(changed.key)).not.toBe(hashVisitKey(key.key))
        },
      ),
      { numRuns: 400 },
    )
  })

  test('refuses: bytes moved between time and text', async () => {
    const moved = { ...request, at: Math.floor(request.at / 10), text: `${request.at % 10}\n${request.text}` }
    expect(await verifyRequestSignature(moved)).toBe(false)
  })

  test('refuses: a text with a lone surrogate, which has the bytes of another text', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = readPublicPoint(publicKey)
    if (!key) throw new Error('The key is on another curve.')
    const asked = { path: '/renew', text: '"\ufffd"', at: 1 } as const
    const bytes = Buffer.from(composeSignedText(asked))
    const made = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    const signed = { ...asked, key, signature: made.toString('base64url') }
    expect(await verifyRequestSignature(signed)).toBe(true)
    expect(await verifyRequestSignature({ ...signed, text: '"\ud800"' })).toBe(false)
  })
})
