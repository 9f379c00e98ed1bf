import { readUpTo } from '../core/text/readUpTo.ts'
import type { FetchPage } from '../ports/courier.ts'
import type { ProductPage, ReadProductPage } from '../ports/shopify.ts'

const MOST_HOPS = 4
const TIMEOUT_MS = 5000
/** Characters of a page that are read. A theme's page has a few hundred thousand. */
const MOST_READ = 3_000_000
const HEADERS = { accept: 'text/html', 'user-agent': 'Mozilla/5.0 (compatible; Palisade self-test)' }

/**
 * Make what reads a product's page as a shopper gets it. Only the shop's own two domains are asked, whatever a redirect
 * says. A password page, a product that is not on sale and a shop that does not answer in time say nothing.
 */
export function createReadProductPage({ fetchPage }: { fetchPage: FetchPage }): ReadProductPage {
  return async ({ myshopifyDomain, primaryDomain, handle }) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    let url = new URL(`https://${myshopifyDomain}/products/${encodeURIComponent(handle)}`)
    try {
      for (let hop = 0; hop < MOST_HOPS; hop += 1) {
        const response = await fetchPage(url, { headers: HEADERS, signal })
        const target = response.headers.get('location')
        if (response.ok)
          return url.pathname.includes('/products/') ? parsePage(await readText(response)) : null
        if (response.status < 300 || response.status > 399 || target === null) return null
        url = new URL(target, url)
        if (url.host !== myshopifyDomain && url.host !== primaryDomain) return null
      }
      return null
    } catch {
      return null
    }
  }
}

function readText({ body }: Response): Promise<string> {
  return readUpTo(body?.pipeThrough(new TextDecoderStream()).getReader(), MOST_READ)
}

/** Shopify writes a block's script into each page that the block is on, even if the block shows nothing. */
function parsePage(html: string): ProductPage {
  return { hasBlock: html.includes('palisade-gate.js'), findsCards: !html.includes('data-palisade-blind') }
}
