import type { Language } from '../../core/text/languages.ts'
import ar from './page/ar.json' with { type: 'json' }
import de from './page/de.json' with { type: 'json' }
import en from './page/en.json' with { type: 'json' }
import es from './page/es.json' with { type: 'json' }
import fr from './page/fr.json' with { type: 'json' }
import he from './page/he.json' with { type: 'json' }
import it from './page/it.json' with { type: 'json' }
import ja from './page/ja.json' with { type: 'json' }
import ko from './page/ko.json' with { type: 'json' }
import nl from './page/nl.json' with { type: 'json' }
import ptBr from './page/pt-BR.json' with { type: 'json' }
import ptPt from './page/pt-PT.json' with { type: 'json' }
import zhCn from './page/zh-CN.json' with { type: 'json' }

type Plural = `busyText_${Intl.LDMLPluralRule}`
export type PageWords = Omit<typeof en, Plural> & Readonly<Partial<Record<Plural, string>>>

/** The sentences of the authorize page alone. `[names]` are placeholders; plural forms are named by their category. */
export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
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
