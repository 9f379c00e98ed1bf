import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NoDeprecatedCustomRule, parse, validate } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSchema } from '../standin/shopify/schemas/loadSchema.ts'
import { findDeprecatedInput } from './findDeprecatedInput.ts'
import { makeOrder } from './makeOrder.ts'
import { openTestPort, type TestPort } from './openTestPort.ts'

const folder = fileURLToPath(new URL('../../app/shopify', import.meta.url))
const admin = [await loadSchema('admin_2026-07'), await loadSchema('admin_2026-10')]
const storefront = [await loadSchema('storefront-graphql_2026-10')]

/** Every GraphQL document in the adapter's source. */
const documents = readdirSync(folder).flatMap((file) => {
  const source = readFileSync(join(folder, file), 'utf8')
  const found = source.matchAll(/`(?:#graphql)?\s*((?:query|mutation)\s+(\w+)[^`]*)`/g)
  return [...found].map(([, text = '', name = '']) => ({ file, name, text }))
})
const isComposed = ({ text }: { text: string }) => text.includes('${')

let open: TestPort
beforeAll(async () => {
  open = await openTestPort()
})
afterAll(() => open.admin.close())

test('default: no document uses anything that Shopify has deprecated', () => {
  const written = documents.filter((one) => !isComposed(one))
  expect(written.length).toBeGreaterThan(30)
  for (const { file, text } of written) {
    const schemas = file === 'carts.ts' ? storefront : admin
    for (const schema of schemas)
      expect(validate(schema, parse(text), [NoDeprecatedCustomRule]).map(String), file).toEqual([])
  }
})

test('behavior: documents that are composed at run time use nothing deprecated either', async () => {
  const { port, asked } = open
  await port.ensureDefinitions()
  await port.readPublished({ ownerIds: ['gid://shopify/Validation/1'] })
  await port.writeGateCards([{ handle: 'gate-1', fields: {} }])
  await port.findGateCards(['gate-1'])
  await port.findProductCollections({ productId: 12, collectionIds: [71] })
  await port.listCollectionProducts({ collectionId: 71, after: null })
  const { shop } = open.admin
  const large = shop.products.get(11)?.variants.map(({ id }) => id) ?? []
  const names = { title: 'Large', handle: 'large', image: null, updatedAt: new Date().toISOString() }
  shop.collections.set(75, { id: 75, ...names, productIds: [], variantIds: large })
  await port.findProductCollections({ productId: 11, collectionIds: [75] })
  await port.readCollections([71])
  await port.readMetafields([{ ownerId: 'gid://shopify/Product/12', key: 'gates' }])
  const lines = Array.from({ length: 26 }, () => ({ variantId: 121 }))
  await port.readOrder({ orderId: makeOrder(open.admin, { lines }).id })
  await port.readOrders({ orderIds: [1] })
  await port.addManyTags([{ gid: 'gid://shopify/Order/1', tags: ['token-gate'] }])
  await port.findValidations()
  await port.readValidation({ validationId: 'gid://shopify/Validation/1' })
  for (const { name } of documents.filter(isComposed)) expect([...asked.keys()], name).toContain(name)
  for (const { document, variables } of asked.values()) {
    const parsed = parse(document)
    for (const schema of admin) {
      expect(validate(schema, parsed, [NoDeprecatedCustomRule]).map(String)).toEqual([])
      expect(findDeprecatedInput({ schema, document: parsed, variables })).toEqual([])
    }
  }
})

test('behavior: deprecated fields and deprecated variables are found', () => {
  const [schema] = admin
  if (!schema) throw new Error('The schema is missing.')
  const field = 'query Find($id: ID!) { automaticDiscountNode(id: $id) { id } }'
  expect(validate(schema, parse(field), [NoDeprecatedCustomRule])).toHaveLength(1)
  const document = parse(
    'mutation Make($input: CollectionInput!) { collectionCreate(input: $input) { collection { id } } }',
  )
  const variables = { input: { title: 'Large', publications: [] } }
  expect(findDeprecatedInput({ schema, document, variables })).toContain('CollectionInput.publications')
})
