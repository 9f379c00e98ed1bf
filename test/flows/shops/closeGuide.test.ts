import { expect, test } from 'vitest'
import type { GuideMemory } from '../../../app/core/setup/types.ts'
import { writeSelfTest } from '../../../app/flows/selfTest/writeSelfTest.ts'
import { closeGuide } from '../../../app/flows/shops/closeGuide.ts'
import { loadHome } from '../../../app/flows/shops/loadHome.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop

function openShop() {
  let memory: GuideMemory = { dismissedAt: null, doneSteps: [], selfTest: null }
  const { ctx } = fakeContext({ gates: [makeGate()] })
  return override(ctx, {
    gates: { listPage: async () => ({ gates: [makeGate()], unreadable: [], total: 12, next: null }) },
    guides: {
      load: async () => memory,
      close: async ({ at, doneSteps }) => {
        memory = { ...memory, dismissedAt: at, doneSteps }
      },
      saveSelfTest: async ({ ranAt, failed }) => {
        memory = { ...memory, selfTest: { ranAt, failed } }
      },
    },
  })
}

test('default: home remembers that the guide was dismissed, and how the last self-test ended', async () => {
  const ctx = openShop()
  await closeGuide(ctx, { myshopifyDomain, doneSteps: ['block'] })
  const step = { name: 'block', problems: [], facts: [], hint: null } as const
  await writeSelfTest(ctx, {
    myshopifyDomain,
    steps: [
      { ...step, outcome: 'failed' },
      { ...step, outcome: 'passed' },
      { ...step, outcome: 'unknown' },
    ],
  })
  const { guide, gates } = await loadHome(ctx, { myshopifyDomain })
  expect(guide).toEqual({
    dismissedAt: NOW,
    doneSteps: ['block'],
    selfTest: { ranAt: NOW, failed: 1 },
  })
  expect(gates).toBe(12)
})

test('refuses: a shop that has left (ERR_SHOP_NOT_FOUND)', async () => {
  const asked = { myshopifyDomain: 'gone.myshopify.com' }
  const refused = { code: 'ERR_SHOP_NOT_FOUND' }
  await expect(closeGuide(openShop(), { ...asked, doneSteps: [] })).rejects.toMatchObject(refused)
  await expect(writeSelfTest(openShop(), { ...asked, steps: [] })).rejects.toMatchObject(refused)
  await expect(loadHome(openShop(), asked)).rejects.toMatchObject(refused)
})
