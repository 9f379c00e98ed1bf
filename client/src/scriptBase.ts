/** The module's own address, put in by the build; a classic script knows its element instead. */
declare const MODULE_URL: string | undefined

// Read while the script runs for the first time: afterwards the browser has forgotten it.
const element = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null)
const scriptUrl = typeof MODULE_URL === 'undefined' ? element?.src : MODULE_URL

/** Find the API that belongs to this script, else to this page. */
export function scriptBase(): string {
  const url = scriptUrl || (typeof location === 'undefined' ? '' : location.href)
  return url ? new URL('/api/v1', url).href : ''
}
