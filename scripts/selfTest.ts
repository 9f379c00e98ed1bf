import { formatProblem } from '../app/admin/problems/formatProblem.ts'
import { HINTS, type HintWords } from '../app/admin/selfTest/hints.ts'
import { isShopDomain } from '../app/core/gate/isShopDomain.ts'
import type { SelfTestStep } from '../app/core/selfTest/types.ts'
import { runSelfTest } from '../app/flows/selfTest/runSelfTest.ts'
import { checkDatabase } from './checkDatabase.ts'
import { describeFailure } from './describeFailure.ts'

/*
 * npm run selftest -- <shop>.myshopify.com: the same test as the admin's button, for the server's operator. It reads
 * the server's environment and database (an embedded one only while the server is stopped).
 * Exit code 0: no problem found. 1: problems found. 2: no shop named.
 */
const shop = process.argv[2] ?? ''
if (!isShopDomain(shop)) {
  console.error('Name the shop: npm run selftest -- your-shop.myshopify.com')
  process.exit(2)
}

const MARKS = { passed: 'ok     ', failed: 'FAILED ', unknown: 'unknown', skipped: '-      ' } as const

const AT_ONCE = 'To fix it now, run the self-test under Settings in the admin, and choose “Fix now”.'

function tell({ name, outcome, problems, facts, hint }: SelfTestStep): string {
  const found = [...problems.map((one) => formatProblem(one)), ...facts]
  const { sentence, action, server }: Partial<HintWords> = hint ? HINTS[hint] : {}
  const atOnce = action && 'to' in action && action.to === 'repair' ? AT_ONCE : null
  const lines = [...found, sentence, atOnce, server].flatMap((line) => (line ? [`         ${line}`] : []))
  return [`${MARKS[outcome]}  ${name}`, ...lines].join('\n')
}

try {
  await checkDatabase()
  const { shopContext } = await import('../app/shopify.server.ts')
  const { closeContext } = await import('../app/context.server.ts')
  try {
    const steps = await runSelfTest(shopContext({ myshopifyDomain: shop }), {
      myshopifyDomain: shop,
      theme: 'silent',
    })
    console.log(steps.map(tell).join('\n'))
    if (steps.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1
  } finally {
    await closeContext()
  }
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
