import type { Page } from 'playwright-core'
import { copyShops } from '../standin/demo/shops.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { submitGate } from '../standin/demo/submitGate.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/** Opens a shop of its own with one gate for a product, once per token, and the holder's phone on the product's page. */
export async function openTokenStore(demo: RunningDemo) {
  const shop = await demo.shopify.addShop(copyShops(demo.shopify.state.shops.size).harbor)
  const [product] = shop.products.values()
  const [variant] = product?.variants ?? []
  if (!product || !variant) throw new Error('The shop has no product.')
  const owls = { kind: 'erc721', chain: 'ethereum', contract: demo.facts.chains.ethereum.contracts.erc721 }
  await submitGate({
    merchant: { ...demo.merchant, myshopifyDomain: shop.myshopifyDomain },
    productId: product.id,
    form: {
      name: 'Owls, each once',
      root: { kind: 'all', of: [{ ...owls, minimum: '1', tokenIds: '7, 1180, 4021' }] },
      reaction: { value: '20' },
      limits: { perWallet: '', perToken: '1', total: '' },
    },
  })
  const openPage = async (query = '', prepare?: (page: Page) => Promise<unknown>) => {
    const person = await openPerson({ width: 390, height: 844 })
    const { privateKey } = demo.facts.chains.ethereum.wallets.holder
    await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
    const page = await person.newPage()
    await prepare?.(page)
    await page.goto(`${shop.storefrontOrigin}/products/${product.handle}${query}`)
    const card = page.locator('palisade-gate').first()
    await card.locator('[data-ref=connect]').click()
    await page.getByRole('button', { name: 'Mine', exact: true }).click()
    await card.locator('[data-for=unlocked]').waitFor()
    return { page, card, summary: card.getByText('Choose which token is used') }
  }
  return { storefront: shop.storefrontOrigin, openPage }
}
