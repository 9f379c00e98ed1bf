import { describe, expect, test } from 'vitest'
import { composeStatement } from '../../../app/core/login/composeStatement.ts'
import { parseSignInText } from '../../../app/core/login/parseSignInText.ts'
import { languages } from '../../../app/core/text/languages.ts'

const project = {
  name: 'Harbor',
  statement: null,
  format: 'siwe',
  allowedDomains: ['harbor.example'],
} as const
const say = (locale: string | null, over: object = {}) =>
  composeStatement({ project: { ...project, ...over }, site: 'harbor.example', issuedAt: 0, locale })

describe('composeStatement', () => {
  test.each([
    ['en-US', 'Sign in to Harbor. This is free and sends no transaction.'],
    ['de-AT', 'Bei Harbor anmelden. Das kostet nichts und sendet keine Transaktion.'],
    ['sv', 'Sign in to Harbor. This is free and sends no transaction.'],
    ['', 'Sign in to Harbor. This is free and sends no transaction.'],
    [null, 'Sign in to Harbor. This is free and sends no transaction.'],
  ])('default: %j', (locale, statement) => {
    expect(say(locale)).toBe(statement)
  })

  test.each(languages)('behavior: the statement of siwe is one that EIP-4361 has: %s', (language) => {
    const message = `harbor.example wants you to sign in with your Ethereum account:
0x52908400098527886E0F7030069857D2E4169EE7

${say(language)}

URI: https://harbor.example
Version: 1
Chain ID: 1
Nonce: 9f3c1de0a4b75826
Issued At: 2026-11-29T09:15:14.566Z`
    expect(parseSignInText({ text: message, isEip55: () => true })?.statement).toBe(say(language))
    expect(say(language)).toContain('Harbor')
  })

  test('behavior: a text without a grammar is in every language', () => {
    const said = languages.map((language) => say(language, { format: 'simple' }))
    expect(new Set(said).size).toBe(languages.length - 1) // Portuguese is one.
    for (const text of said) expect(text).toContain('Harbor')
    expect(say('ja', { format: 'simple' })).toMatch(/^Harborにログイン/)
  })

  test('behavior: a project’s own sentence is never replaced', () => {
    expect(say('de', { statement: 'Come in.' })).toBe('Come in.')
  })

  test('behavior: a name cannot name itself', () => {
    expect(say('en', { name: '$& [name]' })).toBe(
      'Sign in to $& [name]. This is free and sends no transaction.',
    )
  })
})
