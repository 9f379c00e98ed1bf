import { expect, test } from 'vitest'
import { SetupError, UpstreamError } from '../../app/core/errors/base.ts'
import { checkStore } from '../../app/doctor/checkStore.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { STORE } from '../bigcommerce/signJwt.ts'
import { fake } from '../fakes/fake.ts'

const token = async () => ({ token: 'secret-token', scopes: [] })

test.each([
  { name: 'works', says: async () => 'works' as const, outcome: 'ok', found: /takes this server’s token/ },
  { name: 'is refused', says: async () => 'ended' as const, outcome: 'fail', found: /BigCommerce refuses/ },
  {
    name: 'is not judged',
    says: async () => {
      throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'The request to BigCommerce failed.')
    },
    outcome: 'unknown',
    found: /The request to BigCommerce failed/,
  },
])('behavior: a token that $name is $outcome', async ({ says, outcome, found }) => {
  const ctx = fake<FlowContext>({
    members: fake<FlowContext['members']>({ findToken: token }),
    platform: fake<FlowContext['platform']>({ readAccess: says }),
  })
  const finding = await checkStore({ ctx, myshopifyDomain: STORE })
  expect(finding).toMatchObject({
    check: `shop ${STORE} token`,
    outcome,
    found: expect.stringMatching(found),
  })
  expect(finding.next === null).toBe(outcome === 'ok')
  expect(JSON.stringify(finding)).not.toContain('secret-token')
})

test('behavior: a token that another PALISADE_SECRET encrypted fails, and BigCommerce is not asked', async () => {
  const ctx = fake<FlowContext>({
    members: fake<FlowContext['members']>({
      findToken: async () => {
        throw new SetupError('ERR_ENVIRONMENT', 'This PALISADE_SECRET cannot decrypt a stored secret.')
      },
    }),
    platform: fake<FlowContext['platform']>({}),
  })
  const finding = await checkStore({ ctx, myshopifyDomain: STORE })
  expect(finding).toMatchObject({ outcome: 'fail', found: expect.stringContaining('PALISADE_SECRET') })
  expect(finding.next).toContain('install it again: everything is kept')
})
