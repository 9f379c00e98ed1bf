import { PalisadeError } from '../core/errors/base.ts'
import { formatError } from '../core/errors/formatError.ts'
import type { SelfTestStep } from '../core/selfTest/types.ts'
import { runSelfTest } from '../flows/shops/runSelfTest.ts'
import { formatCode } from './checkHost.ts'
import type { Finding } from './types.ts'

const OUTCOMES = { passed: 'ok', failed: 'fail', unknown: 'unknown', skipped: 'ok' } as const

/** Run the self-test of every installed shop: token, scopes, Functions, discounts, configs, chains. */
export async function checkShops(): Promise<Finding[]> {
  const { closeContext, publicContext } = await import('../context.server.ts')
  const { shopContext } = await import('../shopify.server.ts')
  try {
    const shops = await publicContext.shops.listInstalled()
    if (shops.length === 0)
      return [{ check: 'shops', outcome: 'ok', found: 'No shop has installed the app.', next: null }]
    const findings: Finding[] = []
    for (const myshopifyDomain of shops)
      findings.push(...(await checkShop({ ctx: shopContext({ myshopifyDomain }), myshopifyDomain })))
    return findings
  } finally {
    await closeContext()
  }
}

async function checkShop(parameters: {
  ctx: Parameters<typeof runSelfTest>[0]
  myshopifyDomain: string
}): Promise<Finding[]> {
  const { ctx, myshopifyDomain } = parameters
  try {
    const steps = await runSelfTest(ctx, { myshopifyDomain })
    return steps.map((step) => describeStep({ step, myshopifyDomain }))
  } catch (error) {
    const check = `shop ${myshopifyDomain}`
    const known = error instanceof PalisadeError
    return [
      {
        check,
        outcome: 'fail',
        found: known
          ? formatError(error)
          : `Shopify did not accept this server's access: ${formatCode(error)}.`,
        next: 'Let a member of the shop’s staff open the app once: that renews its token. Check SHOPIFY_API_KEY and SHOPIFY_API_SECRET.',
      },
    ]
  }
}

function describeStep({ step, myshopifyDomain }: { step: SelfTestStep; myshopifyDomain: string }): Finding {
  const { name, outcome, problems, facts } = step
  const words = [...problems.map(({ kind }) => `Problem: ${kind}.`), ...facts]
  return {
    check: `shop ${myshopifyDomain} ${name}`,
    outcome: OUTCOMES[outcome],
    found: words.join(' ') || (outcome === 'skipped' ? 'There is nothing to check.' : 'Right.'),
    next: outcome === 'failed' ? `Run npm run selftest -- ${myshopifyDomain}: it says what to do.` : null,
  }
}
