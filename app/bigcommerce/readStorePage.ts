import { readUpTo } from '../core/text/readUpTo.ts'
import type { FetchPage } from '../ports/courier.ts'
import type { ReadProductPage } from '../ports/shopify.ts'

const TIMEOUT_MS = 5000
/** Characters of a page that are read. */
const MOST_READ = 3_000_000
const HEADERS = { accept: 'text/html', 'user-agent': 'Mozilla/5.0 (compatible; Palisade self-test)' }

/**
 * Make what reads a product's page at the storefront as a shopper gets it, and whether it loads the store's script. A
 * store that is closed, redirects, or does not answer in time says nothing. `handle` is the product's path.
 */
export function createReadStorePage({ fetchPage }: { fetchPage: FetchPage }): ReadProductPage {
  return async ({ primaryDomain, handle }) => {
    const path = handle.split('/').map(encodeURIComponent).join('/')
    try {
      const url = new URL(`https://${primaryDomain}/${path}/`)
      const response = await fetchPage(url, { headers: HEADERS, signal: AbortSignal.timeout(TIMEOUT_MS) })
      if (!response.ok) return null
      return { hasBlock: (await readText(response)).includes('/palisade-store.js'), findsCards: true }
    } catch {
      return null
    }
  }
}

function readText({ body }: Response): Promise<string> {
  return readUpTo(body?.pipeThrough(new TextDecoderStream()).getReader(), MOST_READ)
}
