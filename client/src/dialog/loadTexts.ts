import { directionOf, findLanguage, type Language } from '../../../app/core/text/languages.ts'
import english from '../../../app/picket/words/dialog/en.json' with { type: 'json' }

/** The dialog's texts; `[names]` are placeholders. */
export type Texts = typeof english
/** What the dialog says, and in which language. */
export type Speech = { readonly language: Language; readonly dir: 'ltr' | 'rtl'; readonly texts: Texts }

/** The only texts in this file. The others are loaded for those who read them. */
export const ENGLISH: Speech = { language: 'en', dir: 'ltr', texts: english }

const loads = new Map<string, Promise<Speech>>()

/** Load the texts of a language tag, once; English if there are none or they cannot be had. Never rejects. */
export function loadTexts({ baseURL, locale }: { baseURL: string; locale: string }): Promise<Speech> {
  const language = findLanguage(locale) ?? 'en'
  if (language === 'en') return Promise.resolve(ENGLISH)
  const url = `${baseURL.replace(/\/+$/, '')}/texts/${language}`
  const load = loads.get(url) ?? requestTexts({ url, language })
  loads.set(url, load)
  // A later dialog may have more luck.
  return load.catch(() => {
    loads.delete(url)
    return ENGLISH
  })
}

/** As `loadTexts`, but English if they are not there within `ms` milliseconds. */
export function loadTextsWithin(ms: number, asked: { baseURL: string; locale: string }): Promise<Speech> {
  const late = new Promise<Speech>((resolve) => setTimeout(() => resolve(ENGLISH), ms))
  return Promise.race([loadTexts(asked), late])
}

async function requestTexts({ url, language }: { url: string; language: Language }): Promise<Speech> {
  const answer = await fetch(url, { credentials: 'omit' })
  const { texts } = (await answer.json()) as { texts: Readonly<Record<string, unknown>> }
  // A server of another release may lack a text.
  const entries = Object.entries(english).map(([name, own]) => {
    const text = texts[name]
    return [name, typeof text === 'string' ? text : own]
  })
  return { language, dir: directionOf(language), texts: Object.fromEntries(entries) as Texts }
}
