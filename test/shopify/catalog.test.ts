import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestPort, type TestPort } from './openTestPort.ts'

// Nothing here changes the shop's products, so one shop serves all.
let open: TestPort
beforeAll(async () => {
  open = await openTestPort()
  const { shop } = open.admin
  const big = shop.products.get(12)
  if (!big) throw new Error('the product is not there')
  const productIds: number[] = []
  for (let id = 5000; id < 5260; id++) {
    shop.products.set(id, { ...big, id, variants: [] })
    productIds.push(id)
  }
  const updatedAt = new Date().toISOString()
  shop.collections.set(72, {
    id: 72,
    title: 'All',
    handle: 'all',
    productIds,
    variantIds: [],
    image: null,
    updatedAt,
  })
  shop.collections.set(73, {
    id: 73,
    title: 'None',
    handle: 'none',
    productIds: [],
    variantIds: [],
    image: null,
    updatedAt,
  })
})
afterAll(() => open.admin.close())

describe('the catalogue', () => {
  test('default: variants and collections in the order asked, null for what is gone', async () => {
    expect(await open.port.readVariants([121, 999, 111])).toMatchObject([
      { id: 121, title: 'Default Title', product: { id: 12, title: 'Enamel Mug', handle: 'enamel-mug' } },
      null,
      { id: 111, product: { id: 11, title: 'Varsity Jacket' } },
    ])
    expect(await open.port.readCollections([999, 71])).toEqual([
      null,
      { id: 71, title: 'Members', imageUrl: null, productsCount: 1 },
    ])
    expect(await open.port.readVariants([])).toEqual([])
    expect(await open.port.readCollections([])).toEqual([])
  })

  test('behavior: a collection page by page, every product once', async () => {
    const ids: number[] = []
    let after: string | null = null
    let pages = 0
    do {
      const page = await open.port.listCollectionProducts({ collectionId: 72, after })
      ids.push(...page.productIds)
      after = page.next
      pages += 1
    } while (after !== null)
    expect(pages).toBe(2)
    expect(ids).toEqual(Array.from({ length: 260 }, (_, i) => 5000 + i))
    const gone = await open.port.listCollectionProducts({ collectionId: 999, after: null })
    expect(gone).toEqual({ productIds: [], next: null })
  })

  test('behavior: which collections a product is in, more than one request holds', async () => {
    const collectionIds = [73, 999, 71, ...Array.from({ length: 120 }, (_, i) => 10_000 + i), 72]
    expect(await open.port.productCollections({ productId: 12, collectionIds })).toEqual([71])
    expect(await open.port.productCollections({ productId: 5000, collectionIds })).toEqual([72])
    expect(await open.port.productCollections({ productId: 999, collectionIds })).toEqual([])
    expect(await open.port.productCollections({ productId: 12, collectionIds: [] })).toEqual([])
  })

  test('behavior: metafields of variants, and of other namespaces', async () => {
    await open.port.ensureDefinitions()
    const ownerId = 'gid://shopify/ProductVariant/111'
    const name = { ownerId, key: 'gates' }
    const other = { ownerId, key: 'gates', namespace: 'custom' }
    const write = { type: 'single_line_text_field', digest: null }
    await open.port.writeMetafields([
      { ...name, ...write, value: '1 2*' },
      { ...other, ...write, value: 'theirs' },
    ])
    expect(await open.port.readMetafields([other, name])).toMatchObject([
      { value: 'theirs' },
      { value: '1 2*' },
    ])
    const [, found] = await open.port.readMetafields([other, name])
    const digest = found && found !== 'owner-gone' ? found.digest : null
    await open.port.writeMetafields([{ ...name, ...write, value: null, digest }])
    expect(await open.port.readMetafields([other, name])).toMatchObject([{ value: 'theirs' }, null])
  })

  test('behavior: the installation is where the storefront’s metafield hangs', async () => {
    const { installationId, scopes } = await open.port.readInstallation()
    const name = { ownerId: installationId, key: 'storefront' }
    await open.port.writeMetafields([{ ...name, type: 'json', value: '{"all":[]}', digest: null }])
    expect(await open.port.readMetafields([name])).toMatchObject([{ value: '{"all":[]}' }])
    expect(scopes).toContain('write_validations')
    expect(await open.port.hasScope('read_validations')).toBe(true)
    expect(await open.port.hasScope('write_merchant_managed_fulfillment_orders')).toBe(false)
  })

  test('behavior: the plan and the accounts', async () => {
    const plan = { displayName: 'Shopify Plus', shopifyPlus: true, partnerDevelopment: false }
    Object.assign(open.admin.shop, { plan, customerAccounts: 'OPTIONAL' })
    expect(await open.port.readShop()).toMatchObject({
      plan: 'Shopify Plus',
      hasAccounts: true,
    })
  })
})
