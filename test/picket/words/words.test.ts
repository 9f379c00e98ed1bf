import { describe, expect, test } from 'vitest'
import { languages } from '../../../app/core/text/languages.ts'
import { composeSentence } from '../../../app/picket/words/composeSentence.ts'
import { DIALOG_WORDS } from '../../../app/picket/words/dialogWords.ts'
import { PAGE_WORDS } from '../../../app/picket/words/pageWords.ts'
import { USES_WORDS } from '../../../app/picket/words/usesWords.ts'

type Words = Readonly<Record<string, string>>
const files: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  dialog: DIALOG_WORDS as never,
  page: PAGE_WORDS as never,
  uses: USES_WORDS as never,
}
const isPlural = (name: string) => name.includes('_')
const placeholders = (text = '') => [...text.matchAll(/\[\w+\]/g)].map(String).sort()
/** Sentences that are the same word in another language. */
const SAME = new Set(['nl connecting'])

describe.each(Object.keys(files))('the words of the %s', (file) => {
  const english = files[file]?.en ?? {}

  test.each(languages.filter((language) => language !== 'en'))(
    'behavior: %s has every sentence of English, with the same placeholders',
    (language) => {
      const words = files[file]?.[language] ?? {}
      const plain = (all: Words) => Object.keys(all).filter((name) => !isPlural(name))
      expect(plain(words)).toEqual(plain(english))
      for (const name of plain(words)) {
        expect(placeholders(words[name]), name).toEqual(placeholders(english[name]))
      }
    },
  )

  test.each(languages.filter((language) => language !== 'en'))(
    'behavior: no sentence of %s is English, and each ends as its English one',
    (language) => {
      const words = files[file]?.[language] ?? {}
      for (const [name, text] of Object.entries(words)) {
        expect(text.trim(), name).toBe(text)
        expect(text.length, name).toBeGreaterThan(1)
        if (SAME.has(`${language} ${name}`) || isPlural(name)) continue
        expect(text, name).not.toBe(english[name])
        // A sentence stays a sentence, and a label a label.
        const isSentence = (one = '') => /(?:[.。]|：?:? ?\[found\])$/.test(one)
        expect(isSentence(text), `${name}: ${text}`).toBe(isSentence(english[name]))
      }
      const all = Object.values(words).join(' ')
      expect(all).not.toMatch(/\b(?:the|your|you|this|please|with|wallets? that)\b/i)
    },
  )

  test.each(languages)('behavior: %s has the plural forms of its numbers', (language) => {
    const words = files[file]?.[language] ?? {}
    const stems = [
      ...new Set(
        Object.keys(english)
          .filter(isPlural)
          .map((name) => name.split('_')[0]),
      ),
    ]
    const rules = new Intl.PluralRules(language)
    const forms = new Set(Array.from({ length: 120 }, (_, count) => rules.select(count + 1)))
    for (const stem of stems) {
      for (const form of forms) expect(words, `${stem}_${form}`).toHaveProperty(`${stem}_${form}`)
    }
    expect(stems.length).toBe(file === 'page' ? 1 : 0)
  })
})

test('behavior: in a sentence from right to left, values keep their order', () => {
  expect(composeSentence('لدى [address]: [found].', { address: '0x12', found: '1' })).toBe(
    'لدى \u20680x12\u2069: \u20681\u2069.',
  )
})

test('behavior: a value is never taken for a placeholder', () => {
  expect(composeSentence('[a] and [b]', { a: '[b]', b: 'x' })).toBe('[b] and x')
})
