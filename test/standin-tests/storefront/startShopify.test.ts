import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { startShopify } from '../../standin/shopify/startShopify.ts'

const shops = [
  { id: 1, name: 'First', myshopifyDomain: 'first.myshopify.com', products: [] },
  { id: 2, name: 'Second', myshopifyDomain: 'second.myshopify.com', products: [] },
]
const common = {
  host: '127.0.0.1',
  appOrigin: 'http://127.0.0.1:1',
  apiKey: 'key',
  apiSecret: 'secret',
  adminPort: 0,
  shops,
}

beforeAll(async () => {
  await buildFunctions()
}, 60_000)

describe('startShopify', () => {
  test('default', async () => {
    const shopify = await startShopify({
      ...common,
      storefrontPort: 0,
      walletScriptUrl: '/wallets.js',
      headHtml: (shop) => `<meta name="shop" content="${shop.name}">`,
    })
    const { storefronts } = shopify
    expect(Object.keys(storefronts)).toEqual(['first.myshopify.com', 'second.myshopify.com'])
    const page = await (await fetch(`${storefronts['second.myshopify.com']}/`)).text()
    expect(page).toContain('<meta name="shop" content="Second">')
    expect(page).toContain('<script src="/wallets.js">')
    expect(shopify.state.functions).toMatchObject([
      { handle: 'gate-discount', apiVersion: '2026-07' },
      { handle: 'gate-validation', apiVersion: '2026-07' },
    ])
    await shopify.close()
    await expect(fetch(`${storefronts['first.myshopify.com']}/`)).rejects.toThrow()
    await expect(fetch(shopify.adminUrl)).rejects.toThrow()
  })

  test('refuses: a port that is taken (EADDRINUSE), and leaves nothing up', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await expect(startShopify({ ...common, storefrontPort: port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      port,
    })
    await expect(startShopify({ ...common, storefrontPort: 0, adminPort: port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      port,
    })
    other.close()
  })
})
