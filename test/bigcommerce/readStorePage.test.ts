import { expect, test } from 'vitest'
import { createReadStorePage } from '../../app/bigcommerce/readStorePage.ts'
import type { FetchPage } from '../../app/ports/courier.ts'
import { fakeFetch } from '../extensions/gate-block/src/api/fakeFetch.ts'

const SCRIPT = '<script src="https://palisade.example/palisade-store.js" defer></script>'
const shop = { myshopifyDomain: 'store-abc123.mybigcommerce.com', primaryDomain: 'northwind.example' }
const fetchPage: FetchPage = (url, options) => fetch(url, options)
const read = (handle = 'harbour-jacket') => createReadStorePage({ fetchPage })({ ...shop, handle })

test('default: a product’s page has the script, or not', async () => {
  const calls = fakeFetch(() => new Response(`<html>${SCRIPT}</html>`))
  expect(await read('jackets/harbour jacket')).toEqual({ hasBlock: true, findsCards: true })
  expect(calls[0]?.url).toBe('https://northwind.example/jackets/harbour%20jacket/')
  fakeFetch(() => new Response('<html></html>'))
  expect(await read()).toEqual({ hasBlock: false, findsCards: true })
})

test('refuses: to say anything of a page that it did not see', async () => {
  const unseen = [
    () => new Response('', { status: 301, headers: { location: 'http://169.254.169.254/latest' } }),
    () => new Response('The store is down for maintenance.', { status: 503 }),
    () => Promise.reject(new TypeError('The certificate has expired.')),
  ]
  for (const answer of unseen) {
    const calls = fakeFetch(answer)
    expect(await read()).toBeNull()
    expect(calls).toHaveLength(1)
  }
})
