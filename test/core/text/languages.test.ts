import { describe, expect, test } from 'vitest'
import { chooseLanguage, directionOf, findLanguage } from '../../../app/core/text/languages.ts'
import { parseAcceptLanguage } from '../../../app/core/text/parseAcceptLanguage.ts'

describe('findLanguage', () => {
  test.each([
    ['en-GB', 'en'],
    ['de-AT', 'de'],
    ['pt', 'pt-BR'],
    ['pt-br', 'pt-BR'],
    ['pt-AO', 'pt-PT'],
    ['zh-Hans-SG', 'zh-CN'],
    ['zh_CN', 'zh-CN'],
    ['iw', 'he'],
    ['ar-EG', 'ar'],
  ])('default: %s is %s', (tag, language) => {
    expect(findLanguage(tag)).toBe(language)
  })

  test.each(['', 'sv', 'den', 'x', '*', '../../etc', 'constructor'])(
    'behavior: %j is none of ours',
    (tag) => {
      expect(findLanguage(tag)).toBeNull()
    },
  )

  test('behavior: the first tag that we have counts, and English if there is none', () => {
    expect(chooseLanguage(['sv', 'fr-CA', 'de'])).toBe('fr')
    expect(chooseLanguage(['sv'])).toBe('en')
    expect(directionOf('he')).toBe('rtl')
    expect(directionOf('ja')).toBe('ltr')
  })
})

describe('parseAcceptLanguage', () => {
  test.each([
    ['de-CH, fr;q=0.9, en;q=0.8', ['de-CH', 'fr', 'en']],
    ['en;q=0.2,ja;q=0.9', ['ja', 'en']],
    ['fr;q=0, it', ['it']],
    ['*', []],
    ['de;q=x, "<script>", nl', ['nl']],
    ['', []],
    [null, []],
  ])('default: %j', (header, tags) => {
    expect(parseAcceptLanguage(header)).toEqual(tags)
  })

  test('behavior: a very long header costs nothing', () => {
    expect(parseAcceptLanguage('de,'.repeat(100_000)).length).toBeLessThanOrEqual(20)
  })
})
