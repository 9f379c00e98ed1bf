import { PalisadeError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isSameQuery } from '../../core/selfTest/isSameQuery.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { BuiltQuery } from '../../ports/functions.ts'
import type { Needs } from '../context.ts'
import type { ConfiguredOwner } from './readOwners.ts'
import { runProofs } from './runProofs.ts'
import { describeProblems, describeSkipped, describeStep, describeUnknown } from './steps.ts'

/** The input queries of the built Functions, or why this server has no usable build of them. */
export type Built = { readonly queries: readonly BuiltQuery[]; readonly fault: PalisadeError | null }

/** Read the built Functions. A missing or changed build is a value. */
export async function readBuilt(ctx: Needs<'functions'>): Promise<Built> {
  try {
    return { queries: await ctx.functions.readQueries(), fault: null }
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code !== 'ERR_FUNCTION_BUILD') throw error
    return { queries: [], fault: error }
  }
}

/** Check that Shopify has the Functions that this server was built with. */
export async function checkFunctions(
  ctx: Needs<'shopify'>,
  parameters: { shop: Shop; problems: readonly ShopProblem[]; built: Built },
): Promise<SelfTestStep> {
  const { shop, problems, built } = parameters
  if (shop.enforcement.level === 'codes') {
    return describeSkipped(
      'functions',
      'Shopify does not let this shop run Functions of a custom app. Gates work with discount codes.',
    )
  }
  const missing = problems.filter(({ kind }) => kind === 'function-missing')
  if (missing.length > 0) return describeProblems('functions', missing)
  if (built.fault) return describeStep('functions', [built.fault.message], { hint: 'build' })
  const facts: string[] = []
  const released = await ctx.shopify.readFunctions()
  for (const { handle, target, query } of built.queries) {
    const texts = released.filter((one) => one.handle === handle).map(({ inputQuery }) => inputQuery)
    const known = texts.filter((text) => text !== null)
    // Shopify may show only one query of a Function with several targets. Another target's query proves nothing about
    // this one.
    const others = built.queries.filter((one) => one.handle === handle && one.target !== target)
    const isOther = (text: string) => others.some((one) => isSameQuery({ built: one.query, released: text }))
    const isOld = known.some((text) => !isOther(text) && !isSameQuery({ built: query, released: text }))
    if (isOld && !facts.some((fact) => fact.includes(`of ${handle}`))) {
      facts.push(`The checkout runs a different version of ${handle} than this server was built with.`)
    }
  }
  return describeStep('functions', facts, { hint: 'release' })
}

/** Check that the Functions accept proofs of the shop's gates, and no others. */
export async function checkProofs(
  ctx: Parameters<typeof runProofs>[0],
  { shop, owners, built }: { shop: Shop; owners: readonly ConfiguredOwner[]; built: Built },
): Promise<SelfTestStep> {
  if (built.fault) {
    const facts = ['This server cannot try a proof: it has no usable build of the Functions.']
    return describeUnknown('proofs', facts, { hint: 'build' })
  }
  const { tried, faults } = await runProofs(ctx, { shop, owners })
  if (tried === 0) {
    return describeSkipped('proofs', 'No active gate is at the checkout.')
  }
  return describeStep('proofs', faults, { hint: 'rotate' })
}
