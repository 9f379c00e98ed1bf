import { describe, expect, test } from 'vitest'
import { updateRedemption } from '../../../app/flows/orders/updateRedemption.ts'
import { NOW } from '../../fakes/clock.ts'
import { fake } from '../../fakes/fake.ts'
import { holder, makeGate, shop } from '../../fakes/fakeContext.ts'

type Context = Parameters<typeof updateRedemption>[0]
const gate = makeGate({ limits: { perWallet: 1, perToken: null, total: null } })
const staff = { myshopifyDomain: shop.myshopifyDomain, gate: gate.number, actor: 'staff:1', reason: 'Till' }
const found: Parameters<typeof fake<Context>>[0] = {
  now: () => NOW,
  shops: { load: async () => shop },
  gates: { load: async () => gate },
}

describe('updateRedemption', () => {
  test('default: what the limits count reaches the ledger', async () => {
    const changes: unknown[] = []
    const ctx = fake<Context>({
      ...found,
      reservations: { update: async (change) => void changes.push(change) },
    })
    const unit = { kind: 'wallet', key: holder } as const
    await updateRedemption(ctx, { ...staff, unit, change: 'add' })
    const { actor, reason } = staff
    expect(changes).toEqual([
      { shopId: shop.id, gate: gate.number, unit, change: 'add', actor, reason, at: NOW },
    ])
  })

  test('refuses: what they do not count, before the ledger is asked (ERR_BODY_INVALID)', async () => {
    const unit = { kind: 'token', key: `ethereum:${holder}:7` } as const
    for (const change of ['add', 'remove'] as const)
      await expect(updateRedemption(fake<Context>(found), { ...staff, unit, change })).rejects.toMatchObject({
        code: 'ERR_BODY_INVALID',
      })
  })
})
