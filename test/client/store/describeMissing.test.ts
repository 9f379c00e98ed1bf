import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ShownUnmet, UnmetLine } from '../../../app/core/gate/answer.ts'
import { describeFailure } from '../../../client/store/describeFailure.ts'
import { describeMissing } from '../../../client/store/describeGate.ts'
import { loadTexts } from '../../../client/store/texts.ts'

async function openTexts() {
  const given = globalThis.fetch
  const english = JSON.parse(readFileSync('extensions/gate-block/locales/en.default.json', 'utf8'))
  globalThis.fetch = async () => Response.json({ gate: english.gate })
  Object.assign(globalThis, { document: { documentElement: { lang: 'en' } } })
  onTestFinished(() => {
    globalThis.fetch = given
    Reflect.deleteProperty(globalThis, 'document')
  })
  return loadTexts('https://palisade.example.com')
}

/** Every reason that the server may give, and a line below a group. */
const REASONS = {
  'too-little': true,
  'too-little-all': true,
  'too-much': true,
  'not-listed': true,
  'not-listed-all': true,
  listed: true,
  excluded: true,
  'no-wallet': true,
  'not-held-then': true,
  bare: true,
  any: true,
  at_least: true,
  at_most: true,
  all: true,
  'no-loan': true,
} satisfies Record<ShownUnmet['text'] | UnmetLine['text'], true>

describe('describeMissing', () => {
  test('default: each reason has a sentence with its values', async () => {
    const texts = await openTexts()
    const values = { name: 'HRBR', chain: 'Ethereum', needed: '50', found: '3', wallet: '0x15…04', count: 2 }
    for (const text of Object.keys(REASONS)) {
      const said = describeMissing({ depth: 0, text, ...values }, texts)
      expect(said, text).toMatch(/\w/)
      expect(said, text).not.toContain('{{')
    }
    expect(describeMissing({ depth: 0, text: 'too-little', ...values }, texts)).toBe(
      'You need 50 HRBR on Ethereum. 0x15…04 holds 3.',
    )
  })
})

describe('describeFailure', () => {
  test('behavior: every error but the end of a visit says something', async () => {
    const texts = await openTexts()
    const describeCode = (code: string) =>
      describeFailure(Object.assign(new Error('x'), code && { code }), texts)
    expect(describeCode('ERR_CLIENT_NETWORK')?.title).toBe('We couldn’t reach the shop.')
    for (const code of ['ERR_NONCE_UNKNOWN', 'ERR_SIGNATURE_INVALID', 'ERR_GATE_NOT_FOUND', 'ERR_NEW', ''])
      expect(`${describeCode(code)?.title}${describeCode(code)?.text}`, code).toMatch(/\w.*\w/)
    expect(describeCode('ERR_SESSION_UNKNOWN')).toBe(null)
  })
})
