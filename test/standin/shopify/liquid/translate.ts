import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { escapeHtml } from './escapeHtml.ts'

/** A locale file: nested groups whose leaves are sentences. */
export type Translations = { readonly [key: string]: string | Translations }

export type LoadTranslationsParameters = { readonly localesDir: string; readonly locale: string }

/** Load a folder's locale file for a language, else its default one; a missing folder has no sentences. */
export function loadTranslations(parameters: LoadTranslationsParameters): Translations {
  const { localesDir, locale } = parameters
  let names: string[]
  try {
    names = readdirSync(localesDir).filter((name) => !name.endsWith('.schema.json'))
  } catch {
    return {}
  }
  const wanted = [`${locale}.json`, `${locale}.default.json`, `${locale.split('-')[0]}.json`]
  const name = wanted.find((candidate) => names.includes(candidate)) ?? names.find(isDefault)
  if (!name) return {}
  return JSON.parse(readFileSync(join(localesDir, name), 'utf8')) as Translations
}

export type TranslateParameters = {
  readonly translations: Translations
  readonly locale: string
  readonly key: string
  readonly values: Readonly<Record<string, unknown>>
}

/**
 * Find a sentence and fill it in, as Shopify's `t` filter does: plural forms by `count`; HTML escaped unless the key
 * ends in `_html`; a missing key appears by name in the page.
 */
export function translate(parameters: TranslateParameters): string {
  const { translations, locale, key, values } = parameters
  let found: string | Translations | undefined = translations
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  if (typeof found === 'object' && values.count !== undefined) {
    found = found[new Intl.PluralRules(locale).select(Number(values.count))] ?? found.other
  }
  if (typeof found !== 'string') return `Translation missing: ${locale}.${escapeHtml(key)}`
  const isHtml = key.endsWith('_html')
  const text = isHtml ? found : escapeHtml(found)
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => escapeHtml(String(values[name] ?? '')))
}

function isDefault(name: string): boolean {
  return name.endsWith('.default.json')
}
