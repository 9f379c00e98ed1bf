import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { CUSTOMER_METAFIELD } from '../../app/core/customer/tagging.ts'
import { openTestPort, type TestPort } from './openTestPort.ts'

let open: TestPort
beforeAll(async () => {
  open = await openTestPort({ scopes: ['write_customers', 'read_customer_merge'] })
})
beforeEach(() => {
  open.reset()
  const customer = open.admin.shop.customers.get(901)
  if (customer) customer.tags = ['vip']
})
afterAll(() => open.admin.close())

/** Sets what the installation and all its tokens may do. */
function setGranted(scopes: readonly string[]) {
  const { installation } = open.admin.shop
  if (!installation) throw new Error('The app is not installed.')
  installation.scopes = [...scopes]
  for (const token of installation.accessTokens.values()) token.scopes = [...scopes]
}

const gid = 'gid://shopify/Customer/901'

describe('customers', () => {
  test('default: tags and the metafield are read as they were written; a stranger is null', async () => {
    const { port } = open
    await port.ensureCustomerDefinition()
    await port.ensureCustomerDefinition()
    await port.addTags({ gid, tags: ['Owls', 'VIP'] })
    const write = { ownerId: gid, ...CUSTOMER_METAFIELD, value: '["Owls"]', digest: null }
    await port.writeMetafields([write])
    const [found, stranger] = await port.readCustomers(['901', '902'])
    expect(found?.tags).toEqual(['Owls', 'vip'])
    expect(found?.metafield?.value).toBe('["Owls"]')
    expect(stranger).toBeNull()
    await port.removeTags({ gid, tags: ['owls', 'unknown'] })
    await port.writeMetafields([{ ...write, value: null, digest: found?.metafield?.digest ?? null }])
    expect(await port.readCustomers(['901'])).toEqual([{ tags: ['vip'], metafield: null }])
  })

  test('behavior: merchants see the metafield and segments can filter it; other apps cannot', async () => {
    await open.port.ensureCustomerDefinition()
    const definitions = [...open.admin.shop.metafieldDefinitions.values()]
    expect(definitions.filter(({ ownerType }) => ownerType === 'CUSTOMER')).toMatchObject([
      { key: 'gates', type: 'list.single_line_text_field', access: { admin: 'MERCHANT_READ' } },
    ])
  })

  test('behavior: 250 customers are one request, within Shopify’s limit of points', async () => {
    const before = open.costs.length
    await open.port.readCustomers(Array.from({ length: 250 }, (_, i) => String(1000 + i)))
    expect(open.costs.length - before).toBe(1)
    expect(Math.max(...open.costs)).toBeLessThanOrEqual(1000)
  })

  test('refuses: a shop that has not granted the scope (ERR_SCOPE_MISSING)', async () => {
    const { port, admin } = open
    const granted = admin.shop.installation?.scopes ?? []
    onTestFinished(() => setGranted(granted))
    setGranted(granted.filter((scope) => !scope.includes('customer')))
    const code = { code: 'ERR_SCOPE_MISSING' }
    await expect(port.readCustomers(['901'])).rejects.toMatchObject(code)
    await expect(port.addTags({ gid, tags: ['Owls'] })).rejects.toMatchObject(code)
    await expect(port.removeTags({ gid, tags: ['vip'] })).rejects.toMatchObject(code)
  })

  test('refuses: the 251st tag, with Shopify’s reason (ERR_SHOPIFY_USER)', async () => {
    const customer = open.admin.shop.customers.get(901)
    if (customer) customer.tags = Array.from({ length: 250 }, (_, i) => `t${i}`)
    await expect(open.port.addTags({ gid, tags: ['Owls'] })).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_USER',
    })
  })

  test('refuses: an app without approval for customer data (ERR_CUSTOMER_DATA_NOT_APPROVED)', async () => {
    const { shop } = open.admin
    onTestFinished(() => {
      shop.customerData = 'approved'
    })
    shop.customerData = 'not-approved'
    await expect(open.port.readCustomers(['901'])).rejects.toMatchObject({
      code: 'ERR_CUSTOMER_DATA_NOT_APPROVED',
    })
  })
})
