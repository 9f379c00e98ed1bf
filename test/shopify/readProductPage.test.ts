import { describe, expect, test } from 'vitest'
import type { FetchPage } from '../../app/ports/courier.ts'
import { createReadProductPage } from '../../app/shopify/readProductPage.ts'
import { fakeFetch } from '../extensions/gate-block/src/api/fakeFetch.ts'

const SCRIPT =
  '<script src="https://cdn.shopify.com/extensions/1/gate-block-1/assets/palisade-gate.js" defer></script>'
const shop = { myshopifyDomain: 'harbor.myshopify.com', primaryDomain: 'harbor.example' }
const fetchPage: FetchPage = (url, options) => fetch(url, options)
const read = (handle = 'varsity-jacket') => createReadProductPage({ fetchPage })({ ...shop, handle })
const to = (location: string) => new Response('', { status: 301, headers: { location } })
const page = (html: string) => new Response(html, { headers: { 'content-type': 'text/html' } })

describe('readProductPage', () => {
  test('default: it follows the shop to its own domain and its language, and finds the block', async () => {
    const calls = fakeFetch(({ url }) => {
      if (url.startsWith('https://harbor.myshopify.com'))
        return to('https://harbor.example/products/varsity-jacket')
      if (url === 'https://harbor.example/products/varsity-jacket') return to('/en/products/varsity-jacket')
      return page(`<html>${SCRIPT}<palisade-gate></palisade-gate></html>`)
    })
    expect(await read()).toEqual({ hasBlock: true, findsCards: true })
    expect(calls.map(({ url }) => url)).toEqual([
      'https://harbor.myshopify.com/products/varsity-jacket',
      'https://harbor.example/products/varsity-jacket',
      'https://harbor.example/en/products/varsity-jacket',
    ])
  })

  test('behavior: a page without the block, and a block that says that it is blind', async () => {
    fakeFetch(() => page('<html></html>'))
    expect(await read()).toEqual({ hasBlock: false, findsCards: true })
    fakeFetch(() => page(`${SCRIPT}<template data-palisade-blind></template>`))
    expect(await read()).toEqual({ hasBlock: true, findsCards: false })
  })

  test('behavior: a handle is one part of the address, whatever is in it', async () => {
    const calls = fakeFetch(() => page(SCRIPT))
    await read('../admin?x')
    expect(calls[0]?.url).toBe('https://harbor.myshopify.com/products/..%2Fadmin%3Fx')
  })

  test('behavior: of an endless page the start is read', async () => {
    let sent = 0
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1
        controller.enqueue(new TextEncoder().encode(sent === 1 ? SCRIPT : 'x'.repeat(100_000)))
      },
    })
    fakeFetch(() => new Response(body))
    expect(await read()).toEqual({ hasBlock: true, findsCards: true })
    expect(sent).toBeLessThan(40)
  })

  test('refuses: another host, even if the shop redirects there', async () => {
    const calls = fakeFetch(() => to('http://169.254.169.254/products/latest'))
    expect(await read()).toBeNull()
    expect(calls).toHaveLength(1)
  })

  test('refuses: a password page, a missing product, an endless redirect and a shop that does not answer', async () => {
    fakeFetch(({ url }) => (url.endsWith('/password') ? page(SCRIPT) : to('/password')))
    expect(await read()).toBeNull()
    fakeFetch(() => new Response(SCRIPT, { status: 404 }))
    expect(await read()).toBeNull()
    const calls = fakeFetch(({ url }) => to(url))
    expect(await read()).toBeNull()
    expect(calls).toHaveLength(4)
    fakeFetch(() => Promise.reject(new TypeError('down')))
    expect(await read()).toBeNull()
  })
})
