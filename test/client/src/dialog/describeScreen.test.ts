import { describe, expect, test } from 'vitest'
import { directionOf, type Language } from '../../../../app/core/text/languages.ts'
import { DIALOG_WORDS } from '../../../../app/picket/words/dialogWords.ts'
import { describeScreen } from '../../../../client/src/dialog/describeScreen.ts'
import { PicketError } from '../../../../client/src/PicketError.ts'
import type { ErrorAnswer, Reason } from '../../../../public/palisade.d.ts'

const wallet = {
  id: 'l',
  name: 'Lantern',
  icon: null,
  provider: { request: () => Promise.reject(new Error()) },
}
const address = `0x12${'ab'.repeat(18)}9f`
const words = (language: Language = 'en') => ({
  speech: { language, dir: directionOf(language), texts: DIALOG_WORDS[language] },
  chainName: 'Ethereum',
})
const failed = (reason: Reason, answer: ErrorAnswer = {}, language: Language = 'en') => {
  const error = new PicketError(reason, answer)
  const view = describeScreen({ screen: { kind: 'failed', wallet, address, error }, ...words(language) })
  // As people see it: without the zero-width characters that keep an address on one line.
  return { ...view, lines: view.lines.map((line) => line.replace(/[\u2060\u2068\u2069]/g, '')) }
}
const unmet = (needed: string, found: string, name?: string) => ({
  needed,
  found: [{ id: '0xC', found, name }],
})

describe('describeScreen', () => {
  test('default: the signing screen', () => {
    expect(describeScreen({ screen: { kind: 'signing', wallet, address }, ...words() })).toEqual({
      title: 'Confirm in Lantern',
      lines: ['It’s free and sends no transaction.'],
      hint: { text: 'Nothing there? Open Lantern: it is waiting for your answer.', afterMs: 15_000 },
      tone: 'busy',
      buttons: [{ press: 'another', label: 'Use another wallet' }],
    })
  })

  test('behavior: a refusal names the token, what is needed and what was found, if the server tells', () => {
    expect(failed('not-eligible', unmet('2', '1', 'Ape Club')).lines).toEqual([
      'You need 2 Ape Club on Ethereum. 0x12…9f holds 1.',
    ])
    expect(failed('not-eligible', unmet('2500', '1200.5')).lines).toEqual([
      'You need 2,500 of the required tokens on Ethereum. 0x12…9f holds 1,200.5.',
    ])
    const vague = ['0x12…9f doesn’t hold the required tokens on Ethereum.']
    for (const answer of [
      {},
      unmet('0', '0'),
      { needed: 2, found: 'x' },
      { needed: '2', found: [null, {}] },
    ]) {
      expect(failed('not-eligible', answer as ErrorAnswer).lines).toEqual(vague)
    }
  })

  test('behavior: texts and numbers are in German', () => {
    expect(failed('not-eligible', unmet('2500', '1200.5'), 'de').lines[0]).toMatch(
      /^Du brauchst 2.500 der verlangten Token auf Ethereum\. .+ hat 1.200,5\.$/,
    )
    expect(failed('could-not-check', {}, 'de').title).toBe('Wir konnten Ethereum gerade nicht prüfen.')
  })

  test('behavior: a refusal, an unchecked read and a rate limit have different texts', () => {
    expect(failed('not-eligible')).toMatchObject({
      title: 'Not in this wallet yet',
      buttons: [{ press: 'another' }],
    })
    expect(failed('not-allowed').title).toBe('Not on the list yet')
    expect(failed('could-not-check')).toMatchObject({
      title: 'We couldn’t check Ethereum just now.',
      lines: ['Nothing is lost. Please try again.'],
      buttons: [{ press: 'again', label: 'Try again' }, { press: 'another' }],
    })
    expect(failed('slow-down').title).toMatch(/^We’re very busy/)
    expect(failed('rejected')).toMatchObject({
      title: 'No problem.',
      lines: ['Connect whenever you like.'],
      tone: 'calm',
    })
  })

  test.each<Reason>(['key', 'site', 'request', 'token'])(
    'behavior: visitors do not see what only the site can fix: %s',
    (reason) => {
      const view = failed(reason, { msg: 'invalid project key' })
      expect(view.title).toBe('This site can’t sign you in just now.')
      expect(view.buttons).toEqual([])
      expect(JSON.stringify(view)).not.toContain('project key')
    },
  )

  test('behavior: a wallet that cannot sign texts is offered a transaction', () => {
    expect(describeScreen({ screen: { kind: 'ledger', wallet, address }, ...words() })).toMatchObject({
      title: 'Using a Ledger?',
      tone: 'calm',
      buttons: [{ press: 'ledger', label: 'Continue with Ledger' }, { press: 'again' }, { press: 'another' }],
    })
    expect(describeScreen({ screen: { kind: 'signingMemo', wallet, address }, ...words() })).toMatchObject({
      title: 'Confirm in Lantern',
      lines: ['This transaction only carries a note. It is never sent and costs nothing.'],
    })
  })

  test('behavior: “any amount” names the token, and amounts in Arabic have Western digits', () => {
    expect(failed('not-eligible', unmet('0', '0', 'Ape Club')).lines).toEqual([
      'You need Ape Club on Ethereum. 0x12…9f holds none.',
    ])
    expect(failed('not-eligible', unmet('2500', '1200.5', 'Ape Club'), 'ar').lines[0]).toContain(
      '2,500 Ape Club',
    )
  })
})
