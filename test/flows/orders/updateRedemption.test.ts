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

  test.each([
    ['the last place of a total', { committed: 3, total: 3 }, 1],
    ['the place before it, which a use that is given back frees', { committed: 2, total: 3 }, 1],
    ['a place of many', { committed: 1, total: 3 }, 0],
  ])(
    'behavior: a use of %s publishes the gate as often as that changes its card',
    async (_, counts, times) => {
      const jobs: unknown[] = []
      const limited = makeGate({ limits: { perWallet: 1, perToken: null, total: 3 } })
      const ctx = fake<Context>({
        ...found,
        gates: { load: async () => limited },
        reservations: {
          update: async () => {},
          counts: async () => [{ gate: limited.number, reserved: 0, ...counts }],
        },
        jobs: { add: async (job) => void jobs.push(job) },
      })
      await updateRedemption(ctx, { ...staff, unit: { kind: 'wallet', key: holder }, change: 'add' })
      const job = { shopId: shop.id, kind: 'publish', key: String(limited.number), runAt: NOW }
      expect(jobs).toEqual(Array(times).fill(job))
    },
  )

  test('refuses: what they do not count, before the ledger is asked (ERR_BODY_INVALID)', async () => {
    const unit = { kind: 'token', key: `ethereum:${holder}:7` } as const
    for (const change of ['add', 'remove'] as const)
      await expect(updateRedemption(fake<Context>(found), { ...staff, unit, change })).rejects.toMatchObject({
        code: 'ERR_BODY_INVALID',
      })
  })
})
