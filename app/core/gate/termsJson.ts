import type { WalletAddress } from '../chain/types.ts'
import {
  fieldsOf,
  readBoolean,
  readColumn,
  readFields,
  readList,
  readNullable,
  readObject,
  readText,
  readWhole,
  readWord,
} from '../stored/fields.ts'
import type {
  Combination,
  GateState,
  GateTest,
  Guard,
  Limits,
  Schedule,
  Subject,
  SubjectVariant,
} from './types.ts'

// JSON of the columns of `gate` and its revisions that a merchant decides. All parse functions throw {SetupError}
// ERR_STORED_INVALID on a field that is missing or unknown, because ignoring it could open the gate to more people.

const SUBJECTS = { products: true, variants: true, collections: true, all: true } as const satisfies Record<
  Subject['kind'],
  true
>
const AFTER_END = { public: true, closed: true } as const satisfies Record<Schedule['afterEnd'], true>
const PURCHASES = { oneTime: true, subscription: true, both: true } as const satisfies Record<
  Combination['purchases'],
  true
>
const STATES = { active: true, paused: true } as const satisfies Record<GateState, true>
const GUARDS = { open: true, account: true, cart: true } as const satisfies Record<Guard, true>

type SubjectOf<Kind> = Extract<Subject, { kind: Kind }>
const SUBJECT_IDS = fieldsOf<SubjectOf<'products'>>({ kind: 'always', ids: 'always' })
const SUBJECT_VARIANTS = fieldsOf<SubjectOf<'variants'>>({ kind: 'always', variants: 'always' })
const SUBJECT_ALL = fieldsOf<SubjectOf<'all'>>({ kind: 'always' })
const VARIANT = fieldsOf<SubjectVariant>({ productId: 'always', variantId: 'always' })
const LIMITS = fieldsOf<Limits>({ perWallet: 'always', perToken: 'always', total: 'always' })
const SCHEDULE = fieldsOf<Schedule>({ startsAt: 'always', endsAt: 'always', afterEnd: 'always' })
const COMBINATION = fieldsOf<Combination>({
  orderDiscounts: 'always',
  productDiscounts: 'always',
  shippingDiscounts: 'always',
  purchases: 'always',
})

const TEST = fieldsOf<GateTest>({ isOn: 'always', wallets: 'always' })

/** Test mode of a gate that was never in test. */
const NO_TEST: GateTest = { isOn: false, wallets: [] }

/** Format a gate's test mode for its column. */
export function formatTest({ isOn, wallets }: GateTest) {
  return { v: 1, isOn, wallets: [...wallets] }
}

/** Parse the column `test`. Versions of gates from before it have none. */
export function parseTest(value: unknown): GateTest {
  if (value === undefined) return NO_TEST
  const { isOn, wallets } = readColumn(value, 'test', TEST)
  return {
    isOn: readBoolean(isOn, 'test.isOn'),
    wallets: readList(wallets, 'test.wallets', (one) => readText(one, 'test.wallets') as WalletAddress),
  }
}

/** Format a subject for its column. */
export function formatSubject(subject: Subject) {
  switch (subject.kind) {
    case 'all':
      return { v: 1, kind: subject.kind }
    case 'variants': {
      const variants = subject.variants.map(({ productId, variantId }) => ({ productId, variantId }))
      return { v: 1, kind: subject.kind, variants }
    }
    default:
      return { v: 1, kind: subject.kind, ids: [...subject.ids] }
  }
}

/** Parse the column `subject`. */
export function parseSubject(value: unknown): Subject {
  const kind = readWord(readObject(value, 'subject').kind, 'subject.kind', SUBJECTS)
  switch (kind) {
    case 'all':
      readColumn(value, 'subject', SUBJECT_ALL)
      return { kind }
    case 'variants': {
      const { variants } = readColumn(value, 'subject', SUBJECT_VARIANTS)
      return { kind, variants: readList(variants, 'subject.variants', parseVariant) }
    }
    default: {
      const { ids } = readColumn(value, 'subject', SUBJECT_IDS)
      return { kind, ids: readList(ids, 'subject.ids', (id) => readWhole(id, 'subject.ids', 1)) }
    }
  }
}

function parseVariant(value: unknown): SubjectVariant {
  const { productId, variantId } = readFields(value, 'subject.variants', VARIANT)
  return {
    productId: readWhole(productId, 'subject.variants.productId', 1),
    variantId: readWhole(variantId, 'subject.variants.variantId', 1),
  }
}

/** Format limits for their column. */
export function formatLimits({ perWallet, perToken, total }: Limits) {
  return { v: 1, perWallet, perToken, total }
}

/** Parse the column `limits`. */
export function parseLimits(value: unknown): Limits {
  const fields = readColumn(value, 'limits', LIMITS)
  return {
    perWallet: readLimit(fields.perWallet, 'limits.perWallet'),
    perToken: readLimit(fields.perToken, 'limits.perToken'),
    total: readLimit(fields.total, 'limits.total'),
  }
}

function readLimit(value: unknown, what: string): number | null {
  return readNullable(value, (limit) => readWhole(limit, what, 1))
}

/** Format a schedule for its column. */
export function formatSchedule({ startsAt, endsAt, afterEnd }: Schedule) {
  return { v: 1, startsAt, endsAt, afterEnd }
}

/** Parse the column `schedule` of a gate or of one of its standings. */
export function parseSchedule(value: unknown): Schedule {
  const { startsAt, endsAt, afterEnd } = readColumn(value, 'schedule', SCHEDULE)
  return {
    startsAt: readNullable(startsAt, (at) => readWhole(at, 'schedule.startsAt')),
    endsAt: readNullable(endsAt, (at) => readWhole(at, 'schedule.endsAt')),
    afterEnd: readWord(afterEnd, 'schedule.afterEnd', AFTER_END),
  }
}

/** Format a combination for the columns of `gate` and `profile`. */
export function formatCombinationJson(combination: Combination) {
  const { orderDiscounts, productDiscounts, shippingDiscounts, purchases } = combination
  return { v: 1, orderDiscounts, productDiscounts, shippingDiscounts, purchases }
}

/** Parse the column `combination` of a gate or a profile. */
export function parseCombination(value: unknown): Combination {
  const fields = readColumn(value, 'combination', COMBINATION)
  return {
    orderDiscounts: readBoolean(fields.orderDiscounts, 'combination.orderDiscounts'),
    productDiscounts: readBoolean(fields.productDiscounts, 'combination.productDiscounts'),
    shippingDiscounts: readBoolean(fields.shippingDiscounts, 'combination.shippingDiscounts'),
    purchases: readWord(fields.purchases, 'combination.purchases', PURCHASES),
  }
}

/** Parse the column `state` of a gate or of one of its standings. */
export function parseState(value: unknown): GateState {
  return readWord(value, 'state', STATES)
}

/** Parse the column `guard`. */
export function parseGuard(value: unknown): Guard {
  return readWord(value, 'guard', GUARDS)
}
