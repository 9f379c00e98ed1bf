import type { Language } from '../../core/text/languages.ts'
import ar from './uses/ar.json' with { type: 'json' }
import de from './uses/de.json' with { type: 'json' }
import en from './uses/en.json' with { type: 'json' }
import es from './uses/es.json' with { type: 'json' }
import fr from './uses/fr.json' with { type: 'json' }
import he from './uses/he.json' with { type: 'json' }
import it from './uses/it.json' with { type: 'json' }
import ja from './uses/ja.json' with { type: 'json' }
import ko from './uses/ko.json' with { type: 'json' }
import nl from './uses/nl.json' with { type: 'json' }
import ptBr from './uses/pt-BR.json' with { type: 'json' }
import ptPt from './uses/pt-PT.json' with { type: 'json' }
import zhCn from './uses/zh-CN.json' with { type: 'json' }

export type UsesWords = typeof en

/** The sentences of the page on which anybody looks up the uses of an NFT. `[names]` are placeholders. */
export const USES_WORDS: Readonly<Record<Language, UsesWords>> = {
  en,
  de,
  fr,
  es,
  it,
  'pt-BR': ptBr,
  'pt-PT': ptPt,
  nl,
  ja,
  ko,
  'zh-CN': zhCn,
  ar,
  he,
}
