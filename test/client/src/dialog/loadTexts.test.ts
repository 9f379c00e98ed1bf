import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALOG_WORDS } from '../../../../app/picket/words/dialogWords.ts'
import { ENGLISH, loadTexts, loadTextsWithin } from '../../../../client/src/dialog/loadTexts.ts'
import { type FakeApi, startApi } from '../../page/startApi.ts'

let api: FakeApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api?.close())

/** Each test has an address of its own, because texts are loaded once for each. */
const at = (name: string) => ({ baseURL: `${api.baseURL}/${name}/` })
const serve = (name: string, answer: (language: string) => { status: number; body: unknown } | 'lost') => {
  for (const language of ['de', 'fr', 'he'] as const) {
    api.forced.set(`${name}/texts/${language}`, () => answer(language))
  }
}

describe('loadTexts', () => {
  test('default: once for a language, and English without a request', async () => {
    serve('one', () => ({ status: 200, body: { texts: DIALOG_WORDS.de } }))
    const before = api.calls.length
    const [first, second] = await Promise.all(
      ['de-AT', 'de'].map((locale) => loadTexts({ ...at('one'), locale })),
    )
    expect(first).toEqual({ language: 'de', dir: 'ltr', texts: DIALOG_WORDS.de })
    expect(second).toBe(first)
    expect(await loadTexts({ ...at('one'), locale: 'en-GB' })).toBe(ENGLISH)
    expect(await loadTexts({ ...at('one'), locale: 'sv' })).toBe(ENGLISH)
    expect(api.calls.slice(before).map(({ path, authorization }) => [path, authorization])).toEqual([
      ['one/texts/de', undefined],
    ])
  })

  test('behavior: a text that an older server lacks is English, and nothing but texts is taken', async () => {
    const { close: _, ...older } = DIALOG_WORDS.he
    serve('two', () => ({ status: 200, body: { texts: { ...older, again: 7, extra: 'x' } } }))
    const { dir, texts } = await loadTexts({ ...at('two'), locale: 'he' })
    expect([dir, texts.close, texts.again, texts.choose]).toEqual([
      'rtl',
      ENGLISH.texts.close,
      ENGLISH.texts.again,
      DIALOG_WORDS.he.choose,
    ])
    expect(texts).not.toHaveProperty('extra')
  })

  test.each([
    ['no connection', 'lost' as const],
    ['a page', { status: 200, body: '<html>' }],
    ['no texts', { status: 200, body: {} }],
    ['an error of an older server', { status: 404, body: { msg: 'There is nothing here.' } }],
  ])('behavior: %s leaves English, and the next dialog asks again', async (name, answer) => {
    const place = name.replaceAll(' ', '-')
    serve(place, () => answer)
    expect(await loadTexts({ ...at(place), locale: 'fr' })).toBe(ENGLISH)
    serve(place, () => ({ status: 200, body: { texts: DIALOG_WORDS.fr } }))
    expect((await loadTexts({ ...at(place), locale: 'fr' })).language).toBe('fr')
  })

  test('behavior: a dialog does not wait for ever', async () => {
    api.forced.set('slow/texts/de', () => new Promise(() => {}))
    expect(await loadTextsWithin(20, { ...at('slow'), locale: 'de' })).toBe(ENGLISH)
  })
})
