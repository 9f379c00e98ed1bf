/**
 * Read the page's language for `Intl`; empty for the browser's own. A theme may write what no browser knows, such as
 * `de_DE`: `Intl` would throw on it, and a holder's card would stop.
 */
export function readLanguages(): string[] {
  const language = document.documentElement.lang.trim().replaceAll('_', '-')
  try {
    return language === '' ? [] : Intl.getCanonicalLocales(language)
  } catch {
    return []
  }
}
