import { beforeAll, describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import { SetupError } from '../../../app/core/errors/base.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { SelfTestName, SelfTestStep } from '../../../app/core/selfTest/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { runSelfTest } from '../../../app/flows/shops/runSelfTest.ts'
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

/** A shop whose gates are published, and the real Functions as they were built. */
async function started(gates = [makeGate({ reaction: both }), makeGate({ number: 83 as GateNumber })]) {
  const { ctx, state, shopify } = fakeContext({ gates })
  const functions = createFunctionRunner()
  const queries = await functions.readQueries()
  const whole: FlowContext = override(ctx, {
    functions,
    canReadChain: (chain: ChainSlug) => chain === 'ethereum',
    jobs: { list: async () => [] },
    settlements: { list: async () => [], listPending: async () => [] },
    shopify: {
      hasScope: async () => true,
      readFunctions: async () =>
        (['gate-discount', 'gate-validation'] as const).map((handle) => ({
          handle,
          inputQuery: queries.find((one) => one.handle === handle)?.query.replace(/\s+/g, ' ') ?? null,
        })),
    },
  })
  for (const { number } of gates) await publishGate(whole, { shop, number })
  const run = async () => {
    const steps = await runSelfTest(whole, { myshopifyDomain })
    return new Map(steps.map((step) => [step.name, step]))
  }
  return { ctx: whole, state, shopify, run }
}

const outcomes = (steps: ReadonlyMap<SelfTestName, SelfTestStep>) =>
  Object.fromEntries([...steps].map(([name, { outcome }]) => [name, outcome]))

/** What can be done, of the steps that say so. */
const hints = (steps: ReadonlyMap<SelfTestName, SelfTestStep>) =>
  Object.fromEntries([...steps].flatMap(([name, { hint }]) => (hint ? [[name, hint]] : [])))

describe('runSelfTest', () => {
  let world: Awaited<ReturnType<typeof started>>
  beforeAll(async () => {
    world = await started()
  })

  test('default: everything works, but what Shopify does not tell', async () => {
    expect(outcomes(await world.run())).toEqual({
      scopes: 'passed',
      functions: 'passed',
      discounts: 'passed',
      validation: 'passed',
      configs: 'passed',
      proofs: 'passed',
      products: 'passed',
      orders: 'unknown',
      holding: 'passed',
      chains: 'passed',
      addresses: 'passed',
    })
  })

  test('behavior: addresses that limits cannot use are told in the server’s own words', async () => {
    const look = async (hasFound: boolean, faults: readonly string[]) => {
      const ctx = override(world.ctx, { readAddressFindings: () => ({ hasFound, faults }) })
      return (await runSelfTest(ctx, { myshopifyDomain })).find(({ name }) => name === 'addresses')
    }
    const sentence = 'A proxy is not counted.'
    const failed = { outcome: 'failed', facts: [sentence], hint: 'proxies' }
    expect(await look(true, [sentence])).toMatchObject(failed)
    expect(await look(false, [sentence])).toMatchObject(failed)
    expect(await look(false, [])).toMatchObject({ outcome: 'skipped', hint: null })
  })

  test('behavior: a build that was rewritten is told as that, and no key is blamed', async () => {
    const fault = async () => {
      throw new SetupError(
        'ERR_FUNCTION_BUILD',
        'The Function gate-discount is not the module that was built.',
      )
    }
    const steps = await runSelfTest(override(world.ctx, { functions: { readQueries: fault, run: fault } }), {
      myshopifyDomain,
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
    })
  })

  test('behavior: a shop where the app may not hold is told so, if a gate needs it', async () => {
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

  test('behavior: a key that Shopify does not have is found by the proof that it does not take', async () => {
    const { run, shopify, state } = await started()
    const name = `${state.profiles.get(0)?.discountId} proof_config`
    const config = JSON.parse(shopify.metafields.get(name) ?? '') as { k: string[][] }
    shopify.metafields.set(name, JSON.stringify({ ...config, k: [['5f3a9c01', 'ab'.repeat(32)]] }))
    const steps = await run()
    expect(steps.get('configs')?.outcome).toBe('failed')
    expect(hints(steps)).toMatchObject({ configs: 'repair', proofs: 'rotate' })
    expect(steps.get('proofs')?.facts.join(' ')).toMatch(/combination 0 rejects a fresh proof for gate 82/)
  })

  test('behavior: an exclusivity that was lifted by hand is found by the cart that it lets through', async () => {
    const { run, shopify, state } = await started()
    const name = `${state.shops[0]?.validationId} proof_config`
    const config = JSON.parse(shopify.metafields.get(name) ?? '') as object
    shopify.metafields.set(name, JSON.stringify({ ...config, o: ['2a'] }))
    expect((await run()).get('proofs')?.facts.join(' ')).toMatch(/accepts a cart without a proof/)
  })

  test('behavior: what was switched off, lost or left behind is told, each by its own step', async () => {
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

  test('behavior: an old release is told by its input query, a missing one by its name', async () => {
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

  test('behavior: orders that come by webhook are known to come, those that were found are not', async () => {
    const { run, ctx, state } = await started()
    const told = {}
    ctx.settlements.list = async ({ outcome }) =>
      outcome ? [] : [{ cartToken: 'c1', orderedAt: state.now - 60, ...told } as never]
    expect((await run()).get('orders')?.outcome).toBe('unknown')
    Object.assign(told, { isTold: true })
    expect((await run()).get('orders')?.outcome).toBe('passed')
  })
})
