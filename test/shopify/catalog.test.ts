import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createShopifyPort } from '../../app/shopify/createShopifyPort.ts'
import { openTestPort, type TestPort } from './openTestPort.ts'

// Nothing here changes the shop's products, so one shop serves all.
let open: TestPort
beforeAll(async () => {
  open = await openTestPort()
  const { shop } = open.admin
  const big = shop.products.get(12)
  if (!big) throw new Error('The product is missing.')
  const productIds: number[] = []
  for (let id = 5000; id < 5260; id++) {
    shop.products.set(id, { ...big, id, variants: [] })
    productIds.push(id)
  }
  const first = big.variants[0]
  if (!first) throw new Error('The variant is missing.')
  const variants = Array.from({ length: 120 }, (_, i) => ({ ...first, id: 60_000 + i }))
  shop.products.set(6000, { ...big, id: 6000, variants })
  for (let i = 0; i < 9; i++)
    shop.products.set(6001 + i, { ...big, id: 6001 + i, variants: [{ ...first, id: 61_000 + i }] })
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
  const names = { title: 'Large', handle: 'large', image: null, updatedAt }
  const single = [
    ...variants.slice(0, 110),
    ...(shop.products.get(6003)?.variants ?? []),
    ...(shop.products.get(6009)?.variants ?? []),
  ]
  shop.collections.set(74, {
    id: 74,
    ...names,
    productIds: [12, 6001],
    variantIds: single.map(({ id }) => id),
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
  test('default: variants and collections in the order asked, null for missing ones', async () => {
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

  test('behavior: facts of products say what a gate may not reach', async () => {
    const { shop } = open.admin
    const mug = shop.products.get(12)
    if (!mug) throw new Error('The product is missing.')
    const plans = [{ id: 1, name: 'Monthly' }]
    shop.products.set(7001, { ...mug, id: 7001, isOnline: false, isBundle: true, sellingPlans: plans })
    shop.products.set(7002, { ...mug, id: 7002, isGiftCard: true })
    const usual = {
      title: 'Enamel Mug',
      isOnline: true,
      isBundle: false,
      isGiftCard: false,
      subscription: 'none',
    }
    expect(await open.port.readProductFacts([12, 999, 7001, 7002])).toEqual([
      { ...usual, id: 12 },
      null,
      { ...usual, id: 7001, isOnline: false, isBundle: true, subscription: 'offered' },
      { ...usual, id: 7002, isGiftCard: true },
    ])
  })

  test('behavior: long lists are read in pages that cost at most half of what Shopify allows', async () => {
    const ids = Array.from({ length: 260 }, (_, i) => 5000 + i)
    open.costs.length = 0
    expect((await open.port.readProducts([...ids, 12])).map((one) => one?.id)).toEqual([...ids, 12])
    expect(await open.port.readVariants([...ids, 121])).toHaveLength(261)
    expect((await open.port.readCollections([...ids, 71])).at(-1)).toMatchObject({ id: 71, productsCount: 1 })
    const names = ids.map((id) => ({ ownerId: `gid://shopify/Product/${id}`, key: 'gates' }))
    expect(await open.port.readMetafields(names)).toEqual(ids.map(() => null))
    expect(open.costs).toHaveLength(13)
    expect(Math.max(...open.costs)).toBeLessThanOrEqual(500)
  })

  test('behavior: a collection is read page by page, every product once', async () => {
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
    expect(gone).toEqual({ productIds: [], variants: [], next: null })
  })

  test('behavior: the collections of a product are found, even if one request cannot name them all', async () => {
    const only = (...ids: number[]) => ({ collectionIds: ids, variants: [] })
    const collectionIds = [73, 999, 71, ...Array.from({ length: 120 }, (_, i) => 10_000 + i), 72]
    expect(await open.port.findProductCollections({ productId: 12, collectionIds })).toEqual(only(71))
    expect(await open.port.findProductCollections({ productId: 5000, collectionIds })).toEqual(only(72))
    expect(await open.port.findProductCollections({ productId: 999, collectionIds })).toEqual(only())
    expect(await open.port.findProductCollections({ productId: 12, collectionIds: [] })).toEqual(only())
  })

  test('behavior: a collection of products and single variants lists every variant once', async () => {
    const page = await open.port.listCollectionProducts({ collectionId: 74, after: null })
    expect(page).toMatchObject({ productIds: [12, 6001], next: null })
    const named = page.variants.map(({ productId, variantId }) => `${productId}/${variantId}`).sort()
    const many = Array.from({ length: 110 }, (_, i) => `6000/${60_000 + i}`)
    expect(named).toEqual([...many, '6003/61002', '6009/61008'].sort())
  })

  test.each([true, false])(
    'behavior: a product’s single variants are found, whether Shopify counts it as in the collection: %s',
    async (partsAreInCollection) => {
      open.admin.shop.knobs.partsInCollection = partsAreInCollection ? 'yes' : 'no'
      const ask = (productId: number) =>
        open.port.findProductCollections({ productId, collectionIds: [71, 73, 74] })
      expect(await ask(6003)).toEqual({
        collectionIds: [],
        variants: [{ collectionId: 74, variantId: 61_002 }],
      })
      expect(await ask(12)).toEqual({ collectionIds: [71, 74], variants: [] })
      expect(await ask(6002)).toEqual({ collectionIds: [], variants: [] })
      expect((await ask(6000)).variants).toHaveLength(110)
    },
  )

  test('behavior: the variants of a product that carry marks are found over several pages', async () => {
    await open.port.ensureDefinitions()
    const name = (id: number) => ({ ownerId: `gid://shopify/ProductVariant/${id}`, key: 'gates' })
    const write = { type: 'single_line_text_field', value: '1*', digest: null }
    const big = open.admin.shop.products.get(6000)
    const [first] = big?.variants ?? []
    if (!big || !first) throw new Error('The product is missing.')
    for (let id = 60_120; id < 60_170; id++) big.variants.push({ ...first, id })
    await open.port.writeMetafields([60_001, 60_160, 61_000].map((id) => ({ ...name(id), ...write })))
    expect(await open.port.listMarkedVariants({ productId: 6000 })).toEqual([60_001, 60_160])
    expect(await open.port.listMarkedVariants({ productId: 999 })).toEqual([])
    expect((await open.port.listMarked({ of: 'variants' })).sort()).toEqual([60_001, 60_160, 61_000])
    expect(await open.port.listMarked({ of: 'products' })).toEqual([])
    await open.port.writeMetafields([{ ...write, ownerId: 'gid://shopify/Product/6000', key: 'gates' }])
    expect(await open.port.listMarked({ of: 'products' })).toEqual([6000])
    expect(await open.port.listVariants({ productId: 11 })).toContain(111)
    expect(await open.port.listVariants({ productId: 999 })).toEqual([])
  })

  test('behavior: metafields of variants and of other namespaces are read and written', async () => {
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

  test('behavior: the storefront’s metafield belongs to the app installation', async () => {
    const { installationId } = await open.port.readPublished({ ownerIds: [] })
    const name = { ownerId: installationId, key: 'storefront' }
    await open.port.writeMetafields([{ ...name, type: 'json', value: '{"all":[]}', digest: null }])
    expect(await open.port.readMetafields([name])).toMatchObject([{ value: '{"all":[]}' }])
  })

  test.each([
    ['known', () => open.port],
    ['asked of Shopify', () => createShopifyPort({ graphql: open.graphql })],
  ])('behavior: a scope is granted or not, with scopes that are %s', async (_, portOf) => {
    const port = portOf()
    expect(await port.hasScope('write_validations')).toBe(true)
    expect(await port.hasScope('read_validations')).toBe(true)
    expect(await port.hasScope('write_merchant_managed_fulfillment_orders')).toBe(false)
  })

  test('refuses: to wait longer for the scopes than a page would (ERR_SHOPIFY_REQUEST)', async () => {
    const port = createShopifyPort({ graphql: () => new Promise(() => {}), scopesMs: 20 })
    await expect(port.hasScope('write_products')).rejects.toMatchObject({ code: 'ERR_SHOPIFY_REQUEST' })
  })

  test('behavior: the shop’s plan and whether it has customer accounts are read', async () => {
    const plan = { displayName: 'Shopify Plus', shopifyPlus: true, partnerDevelopment: false }
    Object.assign(open.admin.shop, { plan, customerAccounts: 'OPTIONAL' })
    expect(await open.port.readShop()).toMatchObject({
      plan: 'Shopify Plus',
      hasAccounts: true,
    })
  })
})
