import { describe, expect, test } from 'vitest'
import { composeRedirect } from '../../../app/core/oauth/composeRedirect.ts'
import { formatErrorDescription } from '../../../app/core/oauth/formatErrorDescription.ts'
import { fc } from '../../random.ts'

describe('composeRedirect', () => {
  test.each([
    ['https://a.example/cb', 'https://a.example/cb?code=c&state=s'],
    ['https://a.example', 'https://a.example?code=c&state=s'],
    ['https://a.example/cb?x=1', 'https://a.example/cb?x=1&code=c&state=s'],
    ['https://a.example/cb?x=%20&', 'https://a.example/cb?x=%20&code=c&state=s'],
    ['https://a.example/cb?', 'https://a.example/cb?code=c&state=s'],
  ])('default: to %s', (redirectUri, expected) => {
    expect(composeRedirect({ redirectUri, answer: { code: 'c', state: 's' } })).toBe(expected)
  })

  test('behavior: any state is returned unchanged and becomes no other parameter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (state) => {
        const url = composeRedirect({ redirectUri: 'https://a.example/cb?x=1', answer: { code: 'c', state } })
        expect([...new URL(url).searchParams]).toEqual([
          ['x', '1'],
          ['code', 'c'],
          ['state', state],
        ])
        expect(new URL(url).hash).toBe('')
      }),
    )
  })
})

describe('formatErrorDescription', () => {
  test('default: only the characters that OAuth allows', () => {
    expect(formatErrorDescription('Say “code”, it’s "x\\y" ü\n')).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/)
    expect(formatErrorDescription('The project’s "own"')).toBe("The project's 'own'")
  })
})
