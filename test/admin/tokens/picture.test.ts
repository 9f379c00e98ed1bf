import { expect, test } from 'vitest'
import { answerPicture } from '../../../app/admin/tokens/answerPicture.ts'
import { formatInitials } from '../../../app/admin/tokens/formatInitials.ts'

test('default: a picture with its type, which opens as no page and stays in this browser', async () => {
  const bytes = Uint8Array.of(1, 2, 3)
  const answer = answerPicture({ type: 'image/svg+xml', bytes })
  expect(Object.fromEntries(answer.headers)).toEqual({
    'cache-control': 'private, max-age=86400',
    'content-disposition': 'attachment',
    'content-length': '3',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    'content-type': 'image/svg+xml',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
})

test('behavior: no picture is 204, for ten minutes', () => {
  const answer = answerPicture(null)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([204, 'private, max-age=600'])
})

test.each([
  ['Night Owls (OWL)', 'NO'],
  ['USD Coin (USDC)', 'UC'],
  ['Azuki', 'A'],
  ['0xBitcoin', '0'],
  ['“Étoile” filante', 'ÉF'],
  ['🙂', '?'],
  ['', '?'],
])('behavior: the initials of %s are %s', (name, initials) => {
  expect(formatInitials(name)).toBe(initials)
})
