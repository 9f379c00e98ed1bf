import { beforeAll, describe, expect, test } from 'vitest'
import type { ThemeAnswer } from '../../../app/core/block/types.ts'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import { SetupError } from '../../../app/core/errors/base.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { SelfTestName, SelfTestStep } from '../../../app/core/selfTest/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { runSelfTest } from '../../../app/flows/selfTest/runSelfTest.ts'
import { findShopProblems } from '../../../app/flows/shops/findShopProblems.ts'
import { createFunctionRunner } from '../../../app/wasm/createFunctionRunner.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop
const both = {
  ...NO_FLAGS,
  exclusive: true,
  price: { kind: 'percentage', hundredths: 1000 },
  freeShipping: true,
} as const

/** A shop with published gates, and the real built Functions. */
async function started(gates = [makeGate({ reaction: both }), makeGate({ number: 83 as GateNumber })]) {
  const { ctx, state, shopify } = fakeContext({ gates })
  const functions = createFunctionRunner()
  const queries = await functions.readQueries()
  const whole: FlowContext = override(ctx, {
    functions,
    canReadChain: (chain: ChainSlug) => chain === 'ethereum',
    jobs: { list: async () => [], findBacklog: async () => null },
    settlements: { list: async () => ({ rows: [], unreadable: [], next: null }) },
    shopify: {
      hasScope: async () => true,
      readProducts: async (ids) =>
        ids.map((id) => ({
          id,
          title: 'Varsity Jacket',
          imageUrl: null,
          handle: 'varsity-jacket',
          storeUrl: null,
          status: 'ACTIVE',
        })),
      readFunctions: async () =>
        (['gate-discount', 'gate-validation'] as const).map((handle) => ({
          handle,
          inputQuery: queries.find((one) => one.handle === handle)?.query.replace(/\s+/g, ' ') ?? null,
        })),
    },
  })
  for (const { number } of gates) await publishGate(whole, { shop, number })
  const run = async (theme: ThemeAnswer = 'silent') => {
    const steps = await runSelfTest(whole, { myshopifyDomain, theme })
    return new Map(steps.map((step) => [step.name, step]))
  }
  return { ctx: whole, state, shopify, run }
}

const outcomes = (steps: ReadonlyMap<SelfTestName, SelfTestStep>) =>
  Object.fromEntries([...steps].map(([name, { outcome }]) => [name, outcome]))

/** The hints of the steps that have one. */
const hints = (steps: ReadonlyMap<SelfTestName, SelfTestStep>) =>
  Object.fromEntries([...steps].flatMap(([name, { hint }]) => (hint ? [[name, hint]] : [])))

describe('runSelfTest', () => {
  let world: Awaited<ReturnType<typeof started>>
  beforeAll(async () => {
    world = await started()
  })

  test('default: every step passes, and orders are unknown', async () => {
    expect(outcomes(await world.run())).toEqual({
      scopes: 'passed',
      functions: 'passed',
      discounts: 'passed',
      validation: 'passed',
      configs: 'passed',
      proofs: 'passed',
      products: 'passed',
      'customer-data': 'passed',
      orders: 'unknown',
      holding: 'passed',
      block: 'passed',
      chains: 'passed',
      addresses: 'passed',
    })
  })

  test('behavior: client addresses that limits cannot use are reported in the server’s words', async () => {
    const look = async (hasFound: boolean, faults: readonly string[]) => {
      const ctx = override(world.ctx, { readAddressFindings: () => ({ hasFound, faults }) })
      return (await runSelfTest(ctx, { myshopifyDomain, theme: 'silent' })).find(
        ({ name }) => name === 'addresses',
      )
    }
    const sentence = 'A proxy is not counted.'
    const failed = { outcome: 'failed', facts: [sentence], hint: 'proxies' }
    expect(await look(true, [sentence])).toMatchObject(failed)
    expect(await look(false, [sentence])).toMatchObject(failed)
    expect(await look(false, [])).toMatchObject({ outcome: 'skipped', hint: null })
  })

  test('behavior: a rewritten build is reported as such, and no key is blamed', async () => {
    const fault = async () => {
      throw new SetupError(
        'ERR_FUNCTION_BUILD',
        'The Function gate-discount is not the module that was built.',
      )
    }
    const steps = await runSelfTest(override(world.ctx, { functions: { readQueries: fault, run: fault } }), {
      myshopifyDomain,
      theme: 'silent',
    })
    const found = new Map(steps.map((step) => [step.name, step]))
    expect(outcomes(found)).toMatchObject({ functions: 'failed', proofs: 'unknown', configs: 'passed' })
    expect(hints(found)).toMatchObject({ functions: 'build', proofs: 'build' })
    expect(found.get('functions')?.facts[0]).toContain('not the module that was built')
  })

  test('behavior: a shop without gates has nothing to test', async () => {
    const { run } = await started([])
    expect(outcomes(await run())).toMatchObject({
      configs: 'skipped',
      proofs: 'skipped',
      products: 'skipped',
      validation: 'skipped',
      block: 'skipped',
    })
  })

  test('behavior: a shop where the app may not hold orders is told so if a gate needs holds', async () => {
    const { run, ctx } = await started()
    ctx.shopify.hasScope = async (scope) => !scope.endsWith('_fulfillment_orders')
    const steps = await run()
    expect(steps.get('holding')).toMatchObject({
      outcome: 'failed',
      problems: [{ kind: 'holds-not-allowed', gates: [82], orders: 0 }],
      hint: 'allow-holding',
    })
    expect(steps.get('scopes')?.outcome).toBe('passed')
    const plain = await started([makeGate()])
    plain.ctx.shopify.hasScope = ctx.shopify.hasScope
    expect((await plain.run()).get('holding')?.outcome).toBe('skipped')
  })

  test('behavior: holding fails without a subscription to routed orders, and only if the settings ask for holds', async () => {
    const { run, ctx } = await started()
    ctx.shopify.listSubscriptions = async () => [{ subscriptionId: 'old', isOurs: false }]
    expect((await run()).get('holding')).toMatchObject({
      outcome: 'failed',
      problems: [{ kind: 'routing-unheard' }],
      hint: 'repair',
    })
    ctx.shopify.hasScope = async (scope) => !scope.endsWith('_fulfillment_orders')
    expect((await run()).get('holding')?.problems).toMatchObject([{ kind: 'holds-not-allowed' }])
  })

  test('behavior: a product page without the block, and a block that cannot look cards up, are told', async () => {
    const { run, ctx } = await started()
    const asked: string[] = []
    ctx.readProductPage = async ({ handle, myshopifyDomain: domain }) => {
      asked.push(`${domain} ${handle}`)
      return { hasBlock: false, findsCards: true }
    }
    expect((await run()).get('block')).toMatchObject({
      outcome: 'failed',
      problems: [{ kind: 'block-missing', title: 'Varsity Jacket' }],
      hint: 'theme',
    })
    expect(new Set(asked)).toEqual(new Set([`${myshopifyDomain} varsity-jacket`]))
    ctx.readProductPage = async () => ({ hasBlock: true, findsCards: false })
    expect((await run()).get('block')).toMatchObject({
      outcome: 'failed',
      problems: [{ kind: 'block-blind' }],
      hint: 'report',
    })
    expect(await findShopProblems(ctx, { myshopifyDomain })).toEqual({
      problems: [],
      page: { kind: 'blind' },
    })
    // A store with a password shows nothing, which proves nothing.
    ctx.readProductPage = async () => null
    const unseen = (await run()).get('block')
    expect(unseen).toMatchObject({
      outcome: 'unknown',
      problems: [{ kind: 'block-unknown', title: 'Varsity Jacket' }],
      hint: 'theme',
    })
    expect(await findShopProblems(ctx, { myshopifyDomain })).toEqual({
      problems: [],
      page: { kind: 'unseen', title: 'Varsity Jacket' },
    })
  })

  test('behavior: what the admin says about the theme decides where no page can be seen, and for shops without gates', async () => {
    const { run, ctx } = await started()
    ctx.readProductPage = async () => null
    expect((await run('added')).get('block')).toMatchObject({ outcome: 'passed', problems: [] })
    const missing = { outcome: 'failed', problems: [{ kind: 'block-missing', title: null }], hint: 'theme' }
    expect((await run('missing')).get('block')).toMatchObject(missing)
    const empty = await started([])
    expect((await empty.run('missing')).get('block')).toMatchObject(missing)
    expect((await empty.run('added')).get('block')).toMatchObject({ outcome: 'passed' })
  })

  test('behavior: the page of a product whose gates are all paused is not asked for', async () => {
    const { run, ctx } = await started([makeGate({ state: 'paused' })])
    ctx.readProductPage = () => Promise.reject(new Error('No page is asked for.'))
    expect((await run()).get('block')).toMatchObject({ outcome: 'skipped' })
  })

  test('behavior: gates that wait for Functions which were never released are no shop without gates', async () => {
    const { run, ctx, state } = await started([makeGate({ reaction: both })])
    state.profiles.clear()
    const bare = { validationId: null, enforcement: { ...shop.enforcement, level: 'unknown' as const } }
    state.shops = [{ ...shop, ...bare }]
    ctx.shopify.readFunctions = async () => []
    const steps = await run()
    const of = (name: SelfTestName) => [steps.get(name)?.outcome, steps.get(name)?.hint]
    expect(steps.get('functions')?.problems.map(({ kind }) => kind)).toEqual([
      'function-missing',
      'function-missing',
    ])
    for (const name of ['functions', 'discounts', 'validation', 'configs'] as const)
      expect(of(name), name).toEqual(['failed', 'release'])
    // Released, but not created yet: Palisade tries again by itself.
    ctx.shopify.readFunctions = async () =>
      ['gate-discount', 'gate-validation'].map((handle) => ({ handle, inputQuery: null }))
    const later = await run()
    expect(later.get('functions')?.outcome).toBe('passed')
    for (const name of ['discounts', 'validation', 'configs'] as const)
      expect([later.get(name)?.outcome, later.get(name)?.hint], name).toEqual(['failed', 'repair'])
    // Where Shopify lets no Functions run, gates need nothing at the checkout.
    state.shops = [{ ...shop, ...bare, enforcement: { ...shop.enforcement, level: 'codes' } }]
    const codes = outcomes(await run())
    expect(codes).toMatchObject({ discounts: 'skipped', validation: 'skipped', configs: 'skipped' })
  })

  test('behavior: orders that Shopify withholds have a step of their own, which recovers after the approval', async () => {
    const { run, ctx } = await started()
    ctx.shopify.canReadOrders = async () => false
    const steps = await run()
    expect(steps.get('customer-data')).toMatchObject({
      outcome: 'failed',
      problems: [{ kind: 'customer-data-not-approved', level: 'functions' }],
      hint: 'approval',
    })
    expect(steps.get('scopes')?.outcome).toBe('passed')
    ctx.shopify.canReadOrders = async () => true
    expect((await run()).get('customer-data')).toMatchObject({ outcome: 'passed', problems: [], hint: null })
  })

  test('behavior: without the scope for orders nothing else fails, and the approval is unknown', async () => {
    const { run, ctx } = await started()
    ctx.shopify.hasScope = async (scope) => !scope.endsWith('_orders') || scope.includes('fulfillment')
    ctx.shopify.canReadOrders = () => Promise.reject(new Error('Shopify is not asked.'))
    const steps = await run()
    expect(steps.get('scopes')).toMatchObject({ outcome: 'failed', hint: 'allow' })
    expect(steps.get('customer-data')).toMatchObject({ outcome: 'unknown', problems: [], hint: 'allow' })
  })

  test('behavior: a key that Shopify lacks is found because its proof is not accepted', async () => {
    const { run, shopify, state } = await started()
    const name = `${state.profiles.get(0)?.discountId} proof_config`
    const config = JSON.parse(shopify.metafields.get(name) ?? '') as { k: string[][] }
    shopify.metafields.set(name, JSON.stringify({ ...config, k: [['5f3a9c01', 'ab'.repeat(32)]] }))
    const steps = await run()
    expect(steps.get('configs')?.outcome).toBe('failed')
    expect(hints(steps)).toMatchObject({ configs: 'repair', proofs: 'rotate' })
    expect(steps.get('proofs')?.facts.join(' ')).toMatch(/combination 0 rejects a fresh proof for gate 82/)
  })

  test('behavior: a gate lifted by hand is found because a cart without a proof passes', async () => {
    const { run, shopify, state } = await started()
    const name = `${state.shops[0]?.validationId} proof_config`
    const config = JSON.parse(shopify.metafields.get(name) ?? '') as object
    shopify.metafields.set(name, JSON.stringify({ ...config, o: ['2a'] }))
    expect((await run()).get('proofs')?.facts.join(' ')).toMatch(/accepts a cart without a proof/)
  })

  test('behavior: a missing scope, a disabled validation, a lost mark and a missing endpoint fail in their own steps', async () => {
    const { run, shopify, state, ctx } = await started()
    shopify.validations.set(state.shops[0]?.validationId ?? '', { isEnabled: false, blocksOnFailure: true })
    shopify.metafields.delete('gid://shopify/Product/8101 gates')
    ctx.shopify.hasScope = async (scope) => scope !== 'write_orders'
    ctx.canReadChain = () => false
    const steps = await run()
    expect(outcomes(steps)).toMatchObject({
      scopes: 'failed',
      validation: 'failed',
      products: 'failed',
      chains: 'failed',
    })
    expect(steps.get('validation')?.problems).toEqual([{ kind: 'validation-off' }])
    expect(hints(steps)).toEqual({
      scopes: 'allow',
      validation: 'repair',
      products: 'repair',
      orders: 'order',
      chains: 'endpoint',
    })
    expect(steps.get('chains')?.facts).toEqual(['This server cannot read Ethereum.'])
    expect(steps.get('products')?.facts).toEqual(['Product 8101 has the mark "nothing" instead of "2a* 2b".'])
  })

  test('behavior: an old Function release is recognized by its input query, a missing one by its handle', async () => {
    const { run, ctx } = await started()
    const { readFunctions } = ctx.shopify
    ctx.shopify.readFunctions = async () =>
      (await readFunctions()).map((one) => ({ ...one, inputQuery: 'query Input { cart { lines { id } } }' }))
    expect((await run()).get('functions')?.facts[0]).toMatch(
      /^The checkout runs a different version of gate-discount/,
    )
    ctx.shopify.readFunctions = async () => (await readFunctions()).slice(0, 1)
    expect((await run()).get('functions')?.problems).toEqual([
      { kind: 'function-missing', handle: 'gate-validation' },
    ])
  })

  test('behavior: the step of orders passes only after an order came by webhook', async () => {
    const { run, ctx, state } = await started()
    const told = {}
    ctx.settlements.list = async ({ outcome, isPending }) => ({
      rows: outcome || isPending ? [] : [{ cartToken: 'c1', orderedAt: state.now - 60, ...told } as never],
      unreadable: [],
      next: null,
    })
    expect((await run()).get('orders')?.outcome).toBe('unknown')
    Object.assign(told, { isTold: true })
    expect((await run()).get('orders')?.outcome).toBe('passed')
  })
})
