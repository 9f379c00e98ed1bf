/** The languages of everything that shoppers read. English is the default. */
export const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt-BR',
  'pt-PT',
  'nl',
  'ja',
  'ko',
  'zh-CN',
  'ar',
  'he',
] as const
export type Language = (typeof languages)[number]

/**
 * Find our language for a language tag such as `fr-CA`: the one of the same name, else one of the same primary subtag.
 * Portuguese outside Brazil is European, as in CLDR.
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4
 */
export function findLanguage(tag: string): Language | null {
  const asked = tag.toLowerCase().replaceAll('_', '-')
  if (/^pt-(?!br)/.test(asked)) return 'pt-PT'
  const [primary] = asked.replace(/^iw\b/, 'he').split('-')
  return (
    languages.find((one) => one.toLowerCase() === asked) ??
    languages.find((one) => one.split('-')[0] === primary) ??
    null
  )
}

/** Choose the first of the tags whose language we have, else English. */
export function chooseLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const found = findLanguage(tag)
    if (found) return found
  }
  return 'en'
}

/** The direction of a language's script. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr'
}

/** The texts of a language, with its name and how it is written. */
export type ChosenTexts<Texts> = {
  readonly lang: Language
  readonly dir: 'ltr' | 'rtl'
  readonly words: Texts
}

/** Choose the texts of the first of these language tags that we have, else the English ones. */
export function chooseTexts<Texts>(
  texts: Readonly<Record<Language, Texts>>,
  tags: readonly string[],
): ChosenTexts<Texts> {
  const lang = chooseLanguage(tags)
  return { lang, dir: directionOf(lang), words: texts[lang] }
}
