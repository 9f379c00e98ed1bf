import type { Project } from '../project/types.ts'
import { chooseLanguage, type Language } from '../text/languages.ts'

/**
 * The default statement by language. Those of `siwe` are ASCII, because EIP-4361 has no other statements: a wallet that
 * cannot read the text would not warn of a site that the text does not name. So languages that ASCII cannot spell are
 * English there.
 * @see https://eips.ethereum.org/EIPS/eip-4361#message-format
 */
const STATEMENTS: Readonly<Record<Language, string>> = {
  en: 'Sign in to [name]. This is free and sends no transaction.',
  de: 'Bei [name] anmelden. Das kostet nichts und sendet keine Transaktion.',
  fr: "Connexion sur [name]. C'est gratuit et sans aucune transaction.",
  es: 'Acceder a [name]. Es gratis y nada sale de tu cartera.',
  it: 'Accedi a [name]. Non costa nulla e non invia transazioni.',
  'pt-BR': 'Entrar em [name]. Nada custa e nada sai da sua carteira.',
  'pt-PT': 'Entrar em [name]. Nada custa e nada sai da sua carteira.',
  nl: 'Inloggen bij [name]. Dit is gratis en verstuurt geen transactie.',
  ja: '[name]にログインします。無料です。トランザクションは送信されません。',
  ko: '[name]에 로그인합니다. 무료이며 트랜잭션을 보내지 않습니다.',
  'zh-CN': '登录 [name]。免费，且不会发送任何交易。',
  ar: 'تسجيل الدخول إلى [name]. هذا مجاني ولا يرسل أي معاملة.',
  he: 'התחברות אל [name]. זה בחינם ולא שולח שום עסקה.',
}
/** What EIP-4361 allows in a statement: the reserved and unreserved characters of URIs, and spaces. */
const SIWE_STATEMENT = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;= ]*$/

export type ComposeStatementParameters = {
  readonly project: Pick<Project, 'name' | 'statement' | 'format' | 'allowedDomains'>
  readonly site: string | null
  readonly issuedAt: number
  /** The reader's language tag, for a project without a statement of its own; null for English. */
  readonly locale?: string | null | undefined
}

/**
 * Compose the statement that a wallet signs: the project's own, else the default one in the reader's language. A
 * `simple` message has no field for the site, so its statement names project, host and minute.
 */
export function composeStatement({
  project: { name, statement, format, allowedDomains },
  site,
  issuedAt,
  locale,
}: ComposeStatementParameters): string {
  const language = chooseLanguage(locale ? [locale] : [])
  const text = STATEMENTS[language]
  const isSpelled = format === 'simple' || SIWE_STATEMENT.test(text)
  const said = statement ?? (isSpelled ? text : STATEMENTS.en).replace('[name]', () => name)
  if (format === 'siwe') return said
  const host = site ?? allowedDomains[0]?.replace(/:\*$/, '') ?? 'no site'
  const minute = new Date(issuedAt * 1000).toISOString().slice(0, 16).replace('T', ' ')
  return `${said} (${name}, ${host}, ${minute} UTC)`
}
