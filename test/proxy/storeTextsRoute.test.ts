import { expect, test } from 'vitest'
import { languages } from '../../app/core/text/languages.ts'
import { storeTextsRoute } from '../../app/proxy/storeTextsRoute.ts'

type Texts = { gate: { language: string; coupon: Record<string, string>; unlocked: object } }
const read = async (locale: string) => (await storeTextsRoute({ params: { locale } }).json()) as Texts

test.each(languages)('default: the card of a store has all of its texts in %s', async (language) => {
  const { gate } = await read(language)
  expect(gate.language.toLowerCase()).toBe(language.toLowerCase())
  expect(gate.unlocked).toHaveProperty('in_checkout')
  expect(Object.keys(gate.coupon).sort()).toEqual(['keep', 'rival', 'use'])
  for (const name of ['rival', 'keep']) expect(gate.coupon[name]).toContain('{{ code }}')
  for (const text of Object.values(gate.coupon)) expect(text.trim()).toBe(text)
})

test.each([
  ['pt', 'pt-BR'],
  ['pt-AO', 'pt-PT'],
  ['zh', 'zh-CN'],
  ['de-at', 'de'],
  ['__proto__', 'en'],
  ['', 'en'],
])('behavior: a page in %s gets the texts of %s', async (asked, language) => {
  expect((await read(asked)).gate.language).toBe(language)
})
