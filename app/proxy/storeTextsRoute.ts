import ar from '../../extensions/gate-block/locales/ar.json'
import de from '../../extensions/gate-block/locales/de.json'
import en from '../../extensions/gate-block/locales/en.default.json'
import es from '../../extensions/gate-block/locales/es.json'
import fr from '../../extensions/gate-block/locales/fr.json'
import he from '../../extensions/gate-block/locales/he.json'
import it from '../../extensions/gate-block/locales/it.json'
import ja from '../../extensions/gate-block/locales/ja.json'
import ko from '../../extensions/gate-block/locales/ko.json'
import nl from '../../extensions/gate-block/locales/nl.json'
import ptBr from '../../extensions/gate-block/locales/pt-BR.json'
import ptPt from '../../extensions/gate-block/locales/pt-PT.json'
import zhCn from '../../extensions/gate-block/locales/zh-CN.json'
import { chooseLanguage, type Language } from '../core/text/languages.ts'
import { STORE_WORDS } from './storeWords.ts'

const TEXTS = {
  ...{ ar, de, en, es, fr, he, it, ja, ko, nl },
  ...{ 'pt-BR': ptBr, 'pt-PT': ptPt, 'zh-CN': zhCn },
} as const satisfies Record<Language, { readonly gate: { readonly terms: object } }>
const bytes = new Map<string, string>()

/** Answer the texts of the theme block for the script of a BigCommerce store: in its language, else in English. */
export function storeTextsRoute({
  params,
}: {
  readonly params: Readonly<Record<string, string | undefined>>
}): Response {
  const name = chooseLanguage([params.locale ?? ''])
  const text = bytes.get(name) ?? JSON.stringify(composeTexts(name))
  bytes.set(name, text)
  return new Response(text, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    },
  })
}

function composeTexts(name: Language): object {
  const { gate, ...rest } = TEXTS[name]
  const { flow, ...coupon } = STORE_WORDS[name]
  return { ...rest, gate: { ...gate, coupon, terms: { ...gate.terms, flow } } }
}
