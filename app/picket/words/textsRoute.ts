import { chooseLanguage, directionOf } from '../../core/text/languages.ts'
import type { RouteArguments } from '../authenticateCaller.ts'
import { documentRoute } from '../oauth/documentRoute.ts'
import { DIALOG_WORDS } from './dialogWords.ts'

/** The texts of a release change with it, and browsers that still hold the earlier ones show no empty sentence. */
const DAY = 86_400

/** Answer the texts of the dialog of `palisade.js` in the language of a tag, English if there is none. */
export function textsRoute({ request, params }: RouteArguments): Promise<Response> {
  const language = chooseLanguage([params.locale ?? ''])
  const answer = { language, dir: directionOf(language), texts: DIALOG_WORDS[language] }
  return documentRoute({ read: () => answer, maxAgeSeconds: DAY })({ request })
}
