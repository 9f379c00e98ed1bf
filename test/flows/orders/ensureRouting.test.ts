import { describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { HOLD_SCOPES } from '../../../app/core/settlement/holding.ts'
import { ensureRouting } from '../../../app/flows/orders/ensureRouting.ts'
import type { FoundSubscription } from '../../../app/ports/shopify.ts'
import { fake } from '../../fakes/fake.ts'

const OURS = { subscriptionId: 'ours', isOurs: true }
const OLD = { subscriptionId: 'old', isOurs: false }

/** Runs the flow in a shop with these scopes and subscriptions, and answers what it changed. */
async function run(granted: readonly string[] | null, found: readonly FoundSubscription[]) {
  const changes: string[] = []
  const ctx = fake<Parameters<typeof ensureRouting>[0]>({
    shopify: {
      hasScope: async (name) => {
        if (granted === null) throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
        return granted.includes(name)
      },
      listSubscriptions: async () => [...found],
      createSubscription: async ({ topic }) => {
        changes.push(`create ${topic}`)
      },
      deleteSubscription: async ({ subscriptionId }) => {
        changes.push(`delete ${subscriptionId}`)
      },
    },
  })
  await ensureRouting(ctx)
  return changes
}

const CREATE = 'create fulfillment_orders/order_routing_complete'

describe('ensureRouting', () => {
  test.each<[string, readonly string[] | null, readonly FoundSubscription[], readonly string[]]>([
    ['subscribes a shop that granted the scopes', HOLD_SCOPES, [], [CREATE]],
    ['changes nothing in a subscribed shop', HOLD_SCOPES, [OURS], []],
    ['replaces the subscription of an old address', HOLD_SCOPES, [OLD], [CREATE, 'delete old']],
    [
      'ends the subscriptions of a shop that revoked the scopes',
      [],
      [OURS, OLD],
      ['delete ours', 'delete old'],
    ],
    ['leaves a shop alone that never granted the scopes', [], [], []],
    ['does not subscribe with half of the scopes', [HOLD_SCOPES[0]], [], []],
    ['changes nothing while the scopes are unknown', null, [OURS, OLD], []],
  ])('behavior: %s', async (_, granted, found, changes) => {
    expect(await run(granted, found)).toEqual(changes)
  })
})
