/** The module's own URL, inserted by the build; a classic script reads its element instead. */
declare const MODULE_URL: string | undefined

// Read it during the script's first run: later `currentScript` is null.
const element = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null)
const scriptUrl = typeof MODULE_URL === 'undefined' ? element?.src : MODULE_URL

/** The API's URL on the host of this script, else of this page. */
export function readScriptBase(): string {
  const url = scriptUrl || (typeof location === 'undefined' ? '' : location.href)
  return url ? new URL('/api/v1', url).href : ''
}
