import { parseAnyAddress } from '../chain/parseAnyAddress.ts'
import type { GateForm } from './form.ts'
import type { FieldIssue } from './issues.ts'
import { parseLocalTime } from './localTime.ts'
import { parseOrNull } from './parseOrNull.ts'
import { findPriceIssue, parsePriceValue } from './reaction.ts'
import { listGiven } from './reactionKinds.ts'
import { sortUnique } from './subject.ts'
import type { GateTest, Limits, Reaction, Schedule, Subject } from './types.ts'

export type Report = (path: string, issue: FieldIssue) => void

export const MAX_PRODUCTS = 250
export const MAX_COLLECTIONS = 25
/** The largest cap a proof can carry. */
const MAX_CAP = 9_999
const MAX_LIMIT = { perWallet: 1_000, perToken: 1_000, total: 100_000 } as const

/** Parse a gate's subject, or null after reporting what is wrong under `products`. */
export function draftSubject({ form, report }: { form: GateForm; report: Report }): Subject | null {
  const { kind, productIds, variants, collectionIds } = form.subject
  if (kind === 'all') return { kind }
  const ids = sortUnique(kind === 'products' ? productIds : kind === 'collections' ? collectionIds : [])
  const byId = new Map(variants.map((one) => [one.variantId, one]))
  const chosen = [...byId.values()].sort((a, b) => a.variantId - b.variantId)
  const count = kind === 'variants' ? chosen.length : ids.length
  if (count === 0) report('products', 'required')
  else if (count > (kind === 'collections' ? MAX_COLLECTIONS : MAX_PRODUCTS)) report('products', 'too-many')
  else return kind === 'variants' ? { kind, variants: chosen } : { kind, ids }
  return null
}

/** Parse a gate's reaction, or null after reporting what is wrong under `reaction`. */
export function draftReaction({
  form,
  currencyCode,
  report,
}: {
  form: GateForm
  currencyCode: string
  report: Report
}): Reaction | null {
  const { price: kind, value, ...flags } = form.reaction
  const issue = kind === 'none' ? null : findPriceIssue({ kind, value, currencyCode })
  if (issue) {
    report('reaction', issue)
    return null
  }
  const price = kind === 'none' ? null : parsePriceValue({ kind, value })
  const reaction = { ...flags, price }
  if (listGiven(reaction).length > 0) return reaction
  report('reaction', 'gives-nothing')
  return null
}

/** Test wallets of one gate. */
const MAX_TEST_WALLETS = 20

/** Parse a gate's test mode; reports under `test.wallets`. A test without a wallet would open for nobody. */
export function draftTest({ form: { test }, report }: { form: GateForm; report: Report }): GateTest {
  const texts = test.wallets.split(/[\s,;]+/).filter((text) => text !== '')
  const found = texts.map((text) => parseOrNull(() => parseAnyAddress(text)))
  const wallets = [...new Set(found.filter((address) => address !== null))]
  if (found.includes(null)) report('test.wallets', 'address-invalid')
  else if (wallets.length > MAX_TEST_WALLETS) report('test.wallets', 'too-many')
  else if (test.isOn && wallets.length === 0) report('test.wallets', 'required')
  return { isOn: test.isOn, wallets }
}

/** Parse the units of a gate in one cart, 0 for no cap; reports under `cap`. */
export function draftCap({ form, report }: { form: GateForm; report: Report }): number {
  const cap = parseCount(form.cap, MAX_CAP)
  if (cap === undefined) report('cap', 'cap-invalid')
  return cap ?? 0
}

/** Parse a gate's limits; reports under `limits.perWallet` and so on. */
export function draftLimits({ form, report }: { form: GateForm; report: Report }): Limits {
  const read = (name: keyof Limits) => {
    const limit = parseCount(form.limits[name], MAX_LIMIT[name])
    if (limit === undefined) report(`limits.${name}`, 'limit-invalid')
    return limit ?? null
  }
  return { perWallet: read('perWallet'), perToken: read('perToken'), total: read('total') }
}

/** Parse a gate's schedule; reports under `schedule.startsAt` and `schedule.endsAt`. */
export function draftSchedule({
  form,
  ianaTimezone,
  report,
}: {
  form: GateForm
  ianaTimezone: string
  report: Report
}): Schedule {
  const read = (name: 'startsAt' | 'endsAt') => {
    const text = form.schedule[name].trim()
    if (text === '') return null
    const at = parseLocalTime({ text, ianaTimezone })
    if (at === null) report(`schedule.${name}`, 'time-invalid')
    return at
  }
  const [startsAt, endsAt] = [read('startsAt'), read('endsAt')]
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
    report('schedule.endsAt', 'end-before-start')
  return { startsAt, endsAt, afterEnd: form.schedule.afterEnd }
}

/** A whole number from 1, null for an empty text, undefined for anything else. */
function parseCount(text: string, most: number): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const count = /^[0-9]{1,6}$/.test(trimmed) ? Number(trimmed) : 0
  return count >= 1 && count <= most ? count : undefined
}
