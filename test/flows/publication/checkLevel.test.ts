import { describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { Enforcement } from '../../../app/core/gate/shop.ts'
import { installShop } from '../../../app/flows/shops/installShop.ts'
import { updateShop } from '../../../app/flows/shops/updateShop.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop

function open({
  level,
  plan = 'Shopify Plus',
  allowsFunctions = true,
  gates = [],
}: {
  level: Enforcement['level']
  plan?: string
  allowsFunctions?: boolean
  gates?: ReturnType<typeof makeGate>[]
}) {
  const enforcement = { ...shop.enforcement, level, plan }
  const opened = fakeContext({ gates, shops: [{ ...shop, enforcement }] })
  opened.shopify.allowsFunctions = allowsFunctions
  const ctx = override(opened.ctx, { shops: { save: async () => {} } })
  return { ...opened, ctx, levelNow: () => opened.state.shops[0]?.enforcement.level }
}

describe('checkLevel', () => {
  test.each([
    ['functions', true],
    ['codes', false],
  ] as const)('default: at install the level is %s, and no rule stays', async (level, allowsFunctions) => {
    const { ctx, shopify, levelNow } = open({ level: 'unknown', allowsFunctions })
    await installShop(ctx)
    expect(levelNow()).toBe(level)
    expect(shopify.validations.size).toBe(0)
  })

  test('behavior: a shop whose level is known is not asked again when it gets a new token', async () => {
    const { ctx, shopify } = open({ level: 'codes', allowsFunctions: false })
    await installShop(ctx)
    expect(shopify.calls).not.toContain('createValidation')
  })

  test('behavior: if Shopify fails, the app is installed, and the hourly job asks again', async () => {
    const { ctx, shopify, levelNow } = open({ level: 'unknown' })
    const createValidation = async (): Promise<never> => {
      throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
    }
    await installShop(override(ctx, { shopify: { createValidation } }))
    expect(levelNow()).toBe('unknown')
    await updateShop(ctx, { myshopifyDomain })
    expect(levelNow()).toBe('functions')
    expect(shopify.validations.size).toBe(0)
  })

  test('behavior: a rule that could not be deleted does not hide the level', async () => {
    const { ctx, levelNow } = open({ level: 'unknown' })
    const deleteValidation = async (): Promise<never> => {
      throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
    }
    await installShop(override(ctx, { shopify: { deleteValidation } }))
    expect(levelNow()).toBe('functions')
  })

  test.each([
    ['codes', 'functions', true],
    ['functions', 'codes', false],
  ] as const)(
    'behavior: a new plan turns %s into %s before the first gate',
    async (before, after, allowsFunctions) => {
      const { ctx, levelNow } = open({ level: before, plan: 'Another plan', allowsFunctions })
      await updateShop(ctx, { myshopifyDomain })
      expect(levelNow()).toBe(after)
    },
  )

  test('behavior: the publication of gates finds it out, so a shop with gates is not asked', async () => {
    const { ctx, shopify, levelNow } = open({ level: 'unknown', gates: [makeGate()] })
    await installShop(ctx)
    expect(shopify.calls).not.toContain('createValidation')
    expect(levelNow()).toBe('unknown')
  })
})
