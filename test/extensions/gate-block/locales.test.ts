import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SENTENCES } from '../gate-validation/referenceSentences.ts'
import { extensionDir, renderBlock } from './page/renderBlock.ts'
import { ape } from './page/seedGates.ts'

type Tree = { readonly [key: string]: string | Tree }

const folder = join(extensionDir, 'locales')
const languages = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pt-BR', 'pt-PT', 'zh-CN']
/** Bytes of a locale file of a theme app extension. */
const SIZE_MAX = 15_000
/** Straight quotes, three dots, and characters of HTML. */
const TYPED = /['"]|\.\.\.|[<>&]/

function load(name: string): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (tree: Tree, path: string) => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'string') found.set(`${path}${key}`, value)
      else walk(value, `${path}${key}.`)
    }
  }
  walk(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Tree, '')
  return found
}

/** The key of a sentence without its plural form: `gate.terms.cap` of `gate.terms.cap.one`. */
function toKey(sentences: ReadonlyMap<string, string>, key: string): string {
  const parent = key.slice(0, key.lastIndexOf('.'))
  return sentences.has(`${parent}.other`) ? parent : key
}

const listKeys = (sentences: ReadonlyMap<string, string>) => [
  ...new Set([...sentences.keys()].map((key) => toKey(sentences, key))),
]
const listPlaceholders = (text: string) => text.match(/\{\{[^}]*\}\}/g)?.sort() ?? []
const listWords = (text: string) => text.replace(/\{\{[^}]*\}\}|[^\p{Letter}]/gu, '')

/** Every sentence of a file beside its English one; a plural form that English lacks beside its `other`. */
function pair(language: string, ending: string): [key: string, text: string, english: string][] {
  const english = load(`en.default${ending}`)
  return [...load(`${language}${ending}`)].map(([key, text]) => [
    key,
    text,
    english.get(key) ?? english.get(`${toKey(english, key)}.other`) ?? '',
  ])
}

test('default: there are thirteen languages, for shoppers and for the theme editor', () => {
  const names = ['en.default', ...languages].flatMap((name) => [`${name}.json`, `${name}.schema.json`])
  expect(readdirSync(folder).sort()).toEqual(names.sort())
})

test('behavior: no block name exceeds Shopify’s limit', () => {
  for (const language of ['en.default', ...languages]) {
    const names = load(`${language}.schema.json`)
    for (const key of [...names.keys()].filter((name) => name.endsWith('name')))
      expect([...(names.get(key) ?? 'missing'.repeat(9))].length, `${language} ${key}`).toBeLessThanOrEqual(
        25,
      )
  }
})

test('behavior: no file exceeds Shopify’s limit', () => {
  for (const name of readdirSync(folder))
    expect(statSync(join(folder, name)).size, name).toBeLessThanOrEqual(SIZE_MAX)
})

describe.each(
  languages.flatMap(
    (language) =>
      [
        [language, '.json'],
        [language, '.schema.json'],
      ] as const,
  ),
)('%s%s', (language, ending) => {
  test('default: it has the keys of English in the same order, and every plural form of the language', () => {
    const sentences = load(`${language}${ending}`)
    expect(listKeys(sentences)).toEqual(listKeys(load(`en.default${ending}`)))
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const plurals = listKeys(sentences).filter((key) => !sentences.has(key))
    for (const key of plurals)
      expect(
        forms.filter((form) => !sentences.has(`${key}.${form}`)),
        key,
      ).toEqual([])
  })

  test('behavior: each sentence has the placeholders of the English one', () => {
    // A language with a form for two says so in letters.
    for (const [key, text, english] of pair(language, ending))
      expect(listPlaceholders(text), key).toEqual(
        listPlaceholders(/\.(?:one|two)$/.test(key) ? english.replace('{{ count }}', '') : english),
      )
  })

  test('behavior: no sentence has HTML, straight quotes or outer spaces', () => {
    for (const [key, text] of pair(language, ending)) {
      expect(text, key).not.toMatch(TYPED)
      expect(text, key).toBe(text.trim())
    }
  })

  test('behavior: no sentence is too long for the card, compared with English', () => {
    const long = pair(language, ending).filter(([, text, english]) => text.length > 1.6 * english.length + 20)
    expect(long).toEqual([])
  })

  test('behavior: no sentence is English', () => {
    const alike = pair(language, ending).filter(
      ([, text, english]) => listWords(text) === listWords(english) && listWords(text) !== '',
    )
    expect(alike).toEqual([])
  })
})

test.each([
  ['de', '12,5 % Rabatt für alle mit Ape Club', '10,50 USD Rabatt'],
  ['es', '12,5 % de descuento para quien tenga Ape Club', '10,50 USD de descuento'],
  ['fr', '12,5 % de remise pour les clients qui détiennent Ape Club', '10,50 USD de remise'],
  ['it', '12,5% di sconto per chi possiede Ape Club', '10,50 USD di sconto'],
  ['fr-CA', '12,5 % de remise', '10,50 USD de remise'],
  ['pl', '12.5% off for Ape Club holders', '10.50 USD off'],
])(
  'behavior: a page in %s names the reaction in its language, with its decimal mark',
  async (locale, percentage, amount) => {
    const give = async (gives: object) => {
      const html = await renderBlock({ locale, gates: [{ number: 4, conditions: [ape], gives }] })
      expect(html).not.toContain('Translation missing')
      return html.replaceAll('\u00a0', ' ')
    }
    expect(await give({ kind: 'percentage', percent: '12.5' })).toContain(percentage)
    expect(await give({ kind: 'fixed_amount', amount: '10.50', currency: 'USD' })).toContain(amount)
  },
)

test('behavior: every language of the card is also a language of the refusal at checkout', () => {
  expect(Object.keys(SENTENCES)).toEqual(
    expect.arrayContaining(['en', ...languages.map((language) => language.slice(0, 2))]),
  )
})

test.each(['en.default', ...languages])(
  'behavior: in %s no two settings of a block have the same label',
  (language) => {
    const labels = [...load(`${language}.schema.json`)].filter(([key]) => key.endsWith('.label'))
    expect(new Set(labels.map(([, text]) => text)).size).toBe(labels.length)
  },
)

test('behavior: no French line begins with a colon or a question mark', () => {
  for (const ending of ['.json', '.schema.json'])
    for (const [key, text] of load(`fr${ending}`)) expect(text, key).not.toMatch(/ [:?!;]/)
})

/** Words that only Brazil says so, and a possessive without its article. */
const BRAZILIAN =
  /você|liber[ae]|conect|acess(?:ar|e)\b|celular|tela\b|\bem (?:um|outr)|não (?:está|há|é) mais/i
const NO_ARTICLE = /(?<!(?<!\p{L})(?:(?:d|n|pel)?[ao]s?|aos?|às?|é|ser|imagem) )\b(?:seus?|suas?)\b/iu

test.each([
  ['extensions/gate-block/locales/pt-PT.json'],
  ['extensions/gate-block/locales/pt-PT.schema.json'],
  ['app/picket/words/page/pt-PT.json'],
  ['app/picket/words/dialog/pt-PT.json'],
])('behavior: Portugal reads European Portuguese in %s', (file) => {
  const text = readFileSync(file, 'utf8').replaceAll(/"[\w-]+":/g, '')
  expect(text.split('\n').filter((line) => BRAZILIAN.test(line) || NO_ARTICLE.test(line))).toEqual([])
})

test('behavior: at checkout, where Brazil and Portugal share the sentences, they are right in both', () => {
  const lines = Object.values(SENTENCES.pt ?? {})
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.filter((line) => BRAZILIAN.test(line) || NO_ARTICLE.test(line))).toEqual([])
})
