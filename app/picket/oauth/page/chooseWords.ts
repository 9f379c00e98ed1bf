import { type OauthParameters, readAll } from '../../../core/oauth/parameters.ts'
import { chooseLanguage, directionOf, type Language } from '../../../core/text/languages.ts'
import { parseAcceptLanguage } from '../../../core/text/parseAcceptLanguage.ts'
import { DIALOG_WORDS } from '../../words/dialogWords.ts'
import { PAGE_WORDS } from '../../words/pageWords.ts'
import type { PageSpeech } from './types.ts'

export type ChoosePageLanguageParameters = {
  readonly parameters: OauthParameters
  /** The browser's `Accept-Language`. */
  readonly accepted: string | null
}

/**
 * Choose the page's language: the client's `ui_locales`, else Picket's `locale`, else the browser's. Picket's clients
 * send `locale=en` for everybody, so that is no wish.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest
 */
export function choosePageLanguage({ parameters, accepted }: ChoosePageLanguageParameters): Language {
  const [wished = ''] = readAll(parameters, 'ui_locales')
  const [locale = 'en'] = readAll(parameters, 'locale')
  return chooseLanguage([
    ...wished.slice(0, 500).split(' '),
    ...(locale === 'en' ? [] : [locale]),
    ...parseAcceptLanguage(accepted),
  ])
}

/** Choose what the page says in a language. */
export function chooseWords(language: Language): PageSpeech {
  return { language, dir: directionOf(language), dialog: DIALOG_WORDS[language], page: PAGE_WORDS[language] }
}
