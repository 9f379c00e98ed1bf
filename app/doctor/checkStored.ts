import { PalisadeError } from '../core/errors/base.ts'
import { formatError } from '../core/errors/formatError.ts'
import { platformOf } from '../core/gate/platform.ts'
import type { SelfTestStep } from '../core/selfTest/types.ts'
import { describeUnreadable, type SecretCheck } from '../db/createSecretCheck.ts'
import { runSelfTest } from '../flows/selfTest/runSelfTest.ts'
import { formatCode } from './checkHost.ts'
import { checkStore } from './checkStore.ts'
import { describeQueue } from './describeQueue.ts'
import type { Finding } from './types.ts'

const OUTCOMES = { passed: 'ok', failed: 'fail', unknown: 'unknown', skipped: 'ok' } as const

/**
 * Check whether PALISADE_SECRET is the database's, and run the self-test of every installed shop: token, scopes,
 * Functions, discounts, configs, chains. Of a store of BigCommerce, which has no self-test, the token is checked.
 */
export async function checkStored({ hasShops }: { readonly hasShops: boolean }): Promise<Finding[]> {
  const { checkSecret, closeContext, publicContext } = await import('../context.server.ts')
  try {
    const secret = describeSecret(await checkSecret())
    if (!hasShops) return [secret]
    const { readApiVersions, shopContext } = await import('../shopify.server.ts')
    const shops = await publicContext.shops.listInstalled()
    if (shops.length === 0)
      return [secret, { check: 'shops', outcome: 'ok', found: 'No shop has installed the app.', next: null }]
    const at = publicContext.now()
    const queue = describeQueue({ counts: await publicContext.jobs.count({ at }), at })
    const findings: Finding[] = [secret, queue]
    for (const myshopifyDomain of shops) {
      const shop = { ctx: shopContext({ myshopifyDomain }), myshopifyDomain }
      if (platformOf(myshopifyDomain) === 'bigcommerce') findings.push(await checkStore(shop))
      else
        findings.push(
          ...(await checkShop({ ...shop, readVersions: () => readApiVersions({ myshopifyDomain }) })),
        )
    }
    return findings
  } finally {
    await closeContext()
  }
}

function describeSecret(checked: SecretCheck): Finding {
  const wrong = describeUnreadable(checked)
  if (wrong) return { check: 'secret', outcome: 'fail', ...wrong }
  const found =
    checked.stored === 0
      ? 'The database holds no secret yet.'
      : 'PALISADE_SECRET decrypts what the database holds.'
  return { check: 'secret', outcome: 'ok', found, next: null }
}

async function checkShop(parameters: {
  ctx: Parameters<typeof runSelfTest>[0]
  readVersions: () => Promise<ApiVersions>
  myshopifyDomain: string
}): Promise<Finding[]> {
  const { ctx, readVersions, myshopifyDomain } = parameters
  try {
    const steps = await runSelfTest(ctx, { myshopifyDomain, theme: 'silent' })
    const version = describeVersion({ ...(await readVersions()), myshopifyDomain })
    return [version, ...steps.map((step) => describeStep({ step, myshopifyDomain }))]
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
        next: 'Run this again, because Shopify may be down. If it stays so, ask a member of the shop’s staff to open the app once, which renews its token. Check SHOPIFY_API_KEY and SHOPIFY_API_SECRET.',
      },
    ]
  }
}

type ApiVersions = { readonly asked: string; readonly answered: string | null }

/**
 * Describe the version of the Admin API that answers. Shopify answers a version that it no longer supports with the
 * oldest one that it does.
 * @see https://shopify.dev/docs/api/usage/versioning
 */
export function describeVersion(parameters: ApiVersions & { readonly myshopifyDomain: string }): Finding {
  const { asked, answered, myshopifyDomain } = parameters
  const check = `shop ${myshopifyDomain} api-version`
  if (answered === asked)
    return { check, outcome: 'ok', found: `Shopify answers with version ${asked} of its API.`, next: null }
  if (answered === null)
    return {
      check,
      outcome: 'unknown',
      found: `Shopify did not say with which version of its API it answers. This server asks for ${asked}.`,
      next: 'Run this again.',
    }
  return {
    check,
    outcome: 'fail',
    found: `This server asks for version ${asked} of Shopify's API, and Shopify answers with ${answered}.`,
    next: 'Install a version of Palisade that asks for a version that Shopify supports.',
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
