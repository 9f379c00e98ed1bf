import { describe, expect, test } from 'vitest'
import { checkDeploy, readDeploy } from '../standin/shopify/checkDeploy.ts'
import { EXPECTED_DEPLOY_KNOBS } from '../standin/shopify/knobs.ts'

/* What Shopify would refuse at `shopify app deploy`, under each answer to the questions about it. */
const TOPIC = 'fulfillment_orders/order_routing_complete'
const compose = (topic: string) => `
[access_scopes]
scopes = "read_products,write_discounts"
optional_scopes = [ "write_third_party_fulfillment_orders" ]
[webhooks]
  [[webhooks.subscriptions]]
  topics = ["${topic}"]
  uri = "/webhooks"
`

describe('a deploy', () => {
  test('default: the repository’s is accepted as the app expects Shopify to be', async () => {
    expect(checkDeploy({ ...(await readDeploy()), knobs: EXPECTED_DEPLOY_KNOBS })).toEqual([])
  })

  test('behavior: the repository’s needs no optional scope and no long block name', async () => {
    const knobs = { ...EXPECTED_DEPLOY_KNOBS, optionalScopes: 'not-enough', blockNames: 'refused' } as const
    expect(checkDeploy({ ...(await readDeploy()), knobs })).toEqual([])
  })

  test('behavior: a topic needs one of its scopes, and an optional one may be enough', () => {
    const toml = compose(TOPIC)
    const check = (optionalScopes: 'enough' | 'not-enough') =>
      checkDeploy({ toml, blockNames: [], knobs: { ...EXPECTED_DEPLOY_KNOBS, optionalScopes } })
    expect(check('enough')).toEqual([])
    expect(check('not-enough')).toEqual([
      expect.stringContaining(`Missing scope for webhook topic: ${TOPIC}`),
    ])
  })

  test('behavior: topics of discounts need read_discounts, or the scope to write them', () => {
    const toml = compose('discounts/update')
    const check = (discountScopes: 'enough' | 'not-enough') =>
      checkDeploy({ toml, blockNames: [], knobs: { ...EXPECTED_DEPLOY_KNOBS, discountScopes } })
    expect(check('enough')).toEqual([])
    expect(check('not-enough')).toEqual([
      'Missing scope for webhook topic: discounts/update (read_discounts)',
    ])
  })

  test('refuses: a topic without any of its scopes', () => {
    expect(
      checkDeploy({ toml: compose('orders/create'), blockNames: [], knobs: EXPECTED_DEPLOY_KNOBS }),
    ).toEqual([expect.stringContaining('orders/create')])
  })

  test('refuses: order topics of an app that is not approved for protected customer data', async () => {
    const deploy = { ...(await readDeploy()), knobs: EXPECTED_DEPLOY_KNOBS }
    const refused = checkDeploy({ ...deploy, customerData: 'not-approved' })
    expect(refused.map((each) => each.split(':')[0])).toEqual([
      'orders/create',
      'orders/cancelled',
      'orders/edited',
      'refunds/create',
    ])
    for (const each of refused) expect(each).toContain('containing protected customer data')
  })

  test('behavior: block names of more than 25 characters', () => {
    const check = (blockNames: 'accepted' | 'refused') =>
      checkDeploy({
        toml: compose('app/uninstalled'),
        blockNames: ['Token-Gate im Warenkorb', 'Accès par token dans le panier'],
        knobs: { ...EXPECTED_DEPLOY_KNOBS, blockNames },
      })
    expect(check('accepted')).toEqual([])
    expect(check('refused')).toEqual([expect.stringContaining('Accès par token dans le panier')])
  })
})
