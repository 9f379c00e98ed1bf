import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { formatBase64url } from '../../../app/core/oauth/formatBase64url.ts'
import { isChallengeMet } from '../../../app/core/oauth/isChallengeMet.ts'
import { fc } from '../../random.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

describe('isChallengeMet', () => {
  test('default: the example of RFC 7636', () => {
    expect(isChallengeMet({ verifier: VERIFIER, challenge: CHALLENGE, hash })).toBe(true)
  })

  test.each([
    ['another verifier', VERIFIER.replace('d', 'e'), CHALLENGE],
    ['another challenge', VERIFIER, CHALLENGE.replace('M', 'N')],
    ['the verifier itself', VERIFIER, VERIFIER],
    ['a longer challenge', VERIFIER, `${CHALLENGE}A`],
    ['a shorter challenge', VERIFIER, CHALLENGE.slice(0, -1)],
    ['no challenge', VERIFIER, ''],
  ])('refuses: %s', (_, verifier, challenge) => {
    expect(isChallengeMet({ verifier, challenge, hash })).toBe(false)
  })

  test.each(['', 'short', 'a'.repeat(129), `${'a'.repeat(43)}+`, `${'a'.repeat(43)} `])(
    'refuses: the malformed verifier %j',
    (verifier) => {
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      expect(isChallengeMet({ verifier, challenge, hash })).toBe(false)
    },
  )
})

describe('formatBase64url', () => {
  test('default: the same text as Node’s, for every length', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = fc.uint8Array({ minLength: length, maxLength: length })
      for (const each of fc.sample(bytes, 5).map((one) => Buffer.from(one))) {
        expect(formatBase64url(each.toString('hex'))).toBe(each.toString('base64url'))
      }
    }
  })
})
