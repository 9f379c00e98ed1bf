import type { Language } from '../../core/text/languages.ts'
import ar from './dialog/ar.json' with { type: 'json' }
import de from './dialog/de.json' with { type: 'json' }
import en from './dialog/en.json' with { type: 'json' }
import es from './dialog/es.json' with { type: 'json' }
import fr from './dialog/fr.json' with { type: 'json' }
import he from './dialog/he.json' with { type: 'json' }
import it from './dialog/it.json' with { type: 'json' }
import ja from './dialog/ja.json' with { type: 'json' }
import ko from './dialog/ko.json' with { type: 'json' }
import nl from './dialog/nl.json' with { type: 'json' }
import ptBr from './dialog/pt-BR.json' with { type: 'json' }
import ptPt from './dialog/pt-PT.json' with { type: 'json' }
import zhCn from './dialog/zh-CN.json' with { type: 'json' }

export type DialogWords = typeof en

/** The sentences of the dialog of `palisade.js`; the authorize page says some of them too. `[names]` are placeholders. */
export const DIALOG_WORDS: Readonly<Record<Language, DialogWords>> = {
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
