import type { Health } from '../../core/setup/health.ts'
import { describePlatform } from '../page/describePlatform.ts'
import { formatProblem } from '../problems/formatProblem.ts'
import type { HealthView } from './views.ts'

/** The guide's step about permissions: those of the install, protected customer data, and holding orders. */
export function formatPermissions(health: Health, isStore: boolean): HealthView['permissions'] {
  const found = formatPlatformless(health)
  if (!isStore) return found
  if (found.state === 'done') return { ...found, sentence: STORE_ALLOWS }
  const sentence = describePlatform(found.sentence, { isStore })
  return { ...found, sentence: found.hint === 'allow' ? `${sentence} ${STORE_NEXT}` : sentence }
}

const STORE_ALLOWS =
  'The store lets Palisade make coupons, read and stop orders, and put its script on your pages.'
const STORE_NEXT =
  'Ask the person who runs this server to add the missing OAuth scope to the app, then open Palisade again and accept it.'

function formatPlatformless({ problems, scopes, holding }: Health): HealthView['permissions'] {
  if (scopes === null || problems === null) {
    const missing = scopes?.facts ?? []
    if (missing.length > 0) return { state: 'open', sentence: missing.join(' '), hint: 'allow' }
    return { state: 'unknown', sentence: 'Palisade could not ask Shopify just now.', hint: null }
  }
  if (scopes.outcome === 'failed') return { state: 'open', sentence: scopes.facts.join(' '), hint: 'allow' }
  const withheld = problems.find(({ kind }) => kind === 'customer-data-not-approved')
  if (withheld)
    return { state: 'open', sentence: formatProblem(withheld, { isStore: false }), hint: 'approval' }
  if (holding.isWanted && holding.state === 'not-allowed')
    return {
      state: 'open',
      sentence:
        'Let Palisade hold orders that break a rule, so that they do not ship before you look at them.',
      hint: 'allow-holding',
    }
  if (holding.isWanted && holding.state === 'unknown')
    return { state: 'unknown', sentence: 'Shopify did not say whether Palisade may hold orders.', hint: null }
  return { state: 'done', sentence: 'Palisade has the permissions that it needs.', hint: null }
}
