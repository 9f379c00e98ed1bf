import { findChain } from '../../core/chain/findChain.ts'
import type { EndpointReport } from '../../core/chain/types.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import { REMEDIES, type ShopProblem } from '../../core/settlement/problems.ts'
import type { Health } from '../../core/setup/health.ts'
import { describeRefusals } from '../enforcement/describeRefusals.ts'
import { STORE_CHECKOUT } from '../enforcement/storeCheckout.ts'
import { formatCount } from '../list/formatCount.ts'
import { describePlatform } from '../page/describePlatform.ts'
import { formatProblem } from '../problems/formatProblem.ts'
import { BUSY, describeBusy, describeFaults } from './describeFaults.ts'
import { describeTroubles } from './describeTroubles.ts'
import { formatPermissions } from './formatPermissions.ts'
import type { HealthName, HealthRow, HealthView } from './views.ts'

export type FormatHealthParameters = {
  readonly health: Health
  /** The RPC endpoints of this server. */
  readonly endpoints: readonly Pick<EndpointReport, 'chain' | 'state'>[]
  /** Whether the shop is on BigCommerce. */
  readonly isStore?: boolean
}

/** The row that tells a problem. The block's row is not here, because the browser knows more about the theme. */
const ROW_OF = {
  'function-missing': 'checkout',
  'discount-gone': 'checkout',
  'discounts-full': 'checkout',
  'discount-off': 'checkout',
  'discount-changed': 'checkout',
  'discount-failing': 'checkout',
  'validation-gone': 'checkout',
  'validation-off': 'checkout',
  'validation-blank': 'checkout',
  'validation-foreign': 'checkout',
  'validation-failing': 'checkout',
  'access-lost': 'checkout',
  'holds-not-allowed': 'permissions',
  'customer-data-not-approved': 'orders',
  'routing-unheard': 'orders',
  'orders-pending': 'orders',
  'orders-waiting': 'orders',
  'orders-unmatched': 'orders',
  'work-failing': 'errors',
  'timezone-unknown': 'other',
  'domain-unusable': 'other',
  'data-requests-open': 'other',
  'tags-not-allowed': 'other',
  'block-missing': 'other',
  'block-blind': 'other',
  'block-unknown': 'other',
} as const satisfies Record<ShopProblem['kind'], HealthName>

const NOT_ASKED = 'Palisade could not ask Shopify just now. Reload this page in a minute.'

/** Format what was checked as rows, each with what to do next. */
export function formatHealth(parameters: FormatHealthParameters): HealthView {
  const { health, isStore = false } = parameters
  const other = describeFound('other', health.problems ?? [], isStore)
  const rows = [
    formatCheckout(health, isStore),
    formatOrders(health, isStore),
    formatAllowed(health, isStore),
    formatChainRow(parameters),
    ...formatWebhooks(health),
    formatErrors(health, isStore),
    ...(other ? [other] : []),
  ].map((row) => ({ ...row, sentences: row.sentences.map((one) => describePlatform(one, { isStore })) }))
  return {
    rows,
    page: health.page,
    permissions: formatPermissions(health, isStore),
  }
}

/** The row of problems; null without any. */
function describeFound(
  name: HealthName,
  problems: readonly ShopProblem[],
  isStore: boolean,
): HealthRow | null {
  const own = problems.filter(({ kind }) => ROW_OF[kind] === name)
  if (own.length === 0) return null
  const hint = own.map(({ kind }) => REMEDIES[kind]).find((one) => one !== null) ?? null
  return { name, outcome: 'failed', sentences: own.map((one) => formatProblem(one, { isStore })), hint }
}

function formatCheckout({ problems, gates, level }: Health, isStore: boolean): HealthRow {
  const found = describeFound('checkout', problems ?? [], isStore)
  const waiting = gates.firstPending.map(describePending)
  const others = gates.pending - waiting.length
  if (others > 0) waiting.push(`${formatCount(others, 'more gate is', 'more gates are')} not fully live.`)
  if (found || waiting.length > 0) {
    const sentences = [...(found?.sentences ?? []), ...waiting, ...describeTests(gates.inTest)]
    return { name: 'checkout', outcome: 'failed', sentences, hint: found?.hint ?? null }
  }
  const sentences = [
    isStore ? STORE_CHECKOUT : describeRefusals({ level }).shop,
    ...describeTests(gates.inTest),
  ]
  if (problems === null) return { name: 'checkout', outcome: 'unknown', sentences: [NOT_ASKED], hint: null }
  return { name: 'checkout', outcome: level === 'unknown' ? 'unknown' : 'works', sentences, hint: null }
}

const MOST_TESTS = 3

/** Say which gates are in test, so that nobody forgets one. */
function describeTests(names: readonly string[]): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, MOST_TESTS).map((name) => `“${name}”`)
  const more = names.length - shown.length
  const all = more > 0 ? [...shown, `${more} more`] : shown
  const verb = names.length === 1 ? 'is' : 'are'
  return [`${new Intl.ListFormat('en').format(all)} ${verb} in test: only test wallets get in.`]
}

function describePending({ name, publication }: Gate): string {
  const reason = publication.kind === 'pending' ? publication.reason : null
  return `“${name}” is not fully live. ${reason ?? 'Palisade publishes it within a minute.'}`
}

function formatOrders({ problems, orders, gates }: Health, isStore: boolean): HealthRow {
  const found = describeFound('orders', problems ?? [], isStore)
  if (found) return found
  if (orders.outcome === 'passed')
    return {
      name: 'orders',
      outcome: 'works',
      sentences: ['Shopify tells Palisade about new orders.'],
      hint: null,
    }
  // No order can name a gate yet.
  if (gates.total === 0)
    return { name: 'orders', outcome: 'none', sentences: ['There is no gate yet.'], hint: null }
  return toRow('orders', orders, isStore)
}

function formatAllowed({ problems, scopes, holding }: Health, isStore: boolean): HealthRow {
  if (scopes === null) return { name: 'permissions', outcome: 'unknown', sentences: [NOT_ASKED], hint: null }
  if (scopes.outcome === 'failed') return toRow('permissions', scopes, isStore)
  const found = describeFound('permissions', problems ?? [], isStore)
  if (found) return found
  const isWithout = holding.isWanted && holding.state !== 'allowed'
  return {
    name: 'permissions',
    outcome: 'works',
    sentences: [
      isWithout
        ? 'Palisade has the permissions that it needs. It may not hold orders yet, and no gate needs that so far.'
        : 'Palisade has the permissions that it needs.',
    ],
    hint: null,
  }
}

function formatChainRow({
  health: { chains, usedChains },
  endpoints,
  isStore = false,
}: FormatHealthParameters): HealthRow {
  if (chains.outcome !== 'passed') return toRow('chains', chains, isStore)
  const names = usedChains.map((slug) => ({
    name: findChain(slug)?.name ?? slug,
    states: endpoints.filter(({ chain }) => chain === slug).map(({ state }) => state),
  }))
  const down = names.filter(({ states }) =>
    states.every((state) => state === 'resting' || state === 'wrong chain'),
  )
  if (down.length > 0)
    return {
      name: 'chains',
      outcome: 'failed',
      sentences: down.map(
        ({ name }) => `No server for ${name} answers just now, so gates that read ${name} open for nobody.`,
      ),
      hint: 'endpoint',
    }
  const unread = names.filter(({ states }) => states.every((state) => state === 'never asked'))
  return {
    name: 'chains',
    outcome: unread.length > 0 ? 'unknown' : 'works',
    sentences: [
      unread.length > 0
        ? `Palisade has not read ${formatNames(unread)} since it started.`
        : `Palisade can read ${formatNames(names)}.`,
    ],
    hint: null,
  }
}

const formatNames = (chains: readonly { readonly name: string }[]): string =>
  new Intl.ListFormat('en').format(chains.map(({ name }) => name))

/** Shops without trouble, and most have no webhook, get no row. */
function formatWebhooks({ troubles }: Health): HealthRow[] {
  if (troubles.length === 0) return []
  return [{ name: 'webhooks', outcome: 'failed', sentences: describeTroubles(troubles), hint: 'webhooks' }]
}

function formatErrors({ problems, faults }: Health, isStore: boolean): HealthRow {
  const found = describeFound('errors', problems ?? [], isStore)
  const errors = faults.filter(({ code }) => code !== BUSY)
  const turnedAway = faults.find(({ code }) => code === BUSY)?.count ?? 0
  const busy = turnedAway > 0 ? [describeBusy(turnedAway)] : []
  const counted = errors.length > 0 ? [describeFaults(errors), ...busy] : busy
  if (found) return { ...found, sentences: [...found.sentences, ...counted] }
  if (errors.length > 0) return { name: 'errors', outcome: 'failed', sentences: counted, hint: null }
  const sentences = ['No errors in the last 24 hours.', ...busy]
  return { name: 'errors', outcome: 'works', sentences, hint: null }
}

/** A step of the self-test as a row. */
function toRow(
  name: HealthName,
  { outcome, problems, facts, hint }: SelfTestStep,
  isStore: boolean,
): HealthRow {
  const outcomes = { passed: 'works', failed: 'failed', unknown: 'unknown', skipped: 'none' } as const
  return {
    name,
    outcome: outcomes[outcome],
    sentences: [...problems.map((one) => formatProblem(one, { isStore })), ...facts],
    hint,
  }
}
