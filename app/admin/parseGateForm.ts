import { z } from 'zod'
import type { GateForm, GroupForm, NodeForm } from '../core/gate/form.ts'
import { FLAG_KINDS, type FlagKind, PRICE_KINDS } from '../core/gate/reactionKinds.ts'
import { conditionKinds } from '../core/requirement/kinds/table.ts'
import type { ConditionKind } from '../core/requirement/types.ts'
import { parseForm } from './parseForm.ts'

/** Deeper than any gate may be: so one level too many is an issue of its group, not a malformed form. */
const MOST_LEVELS = 12

/** The maximum lengths only keep garbage out. `draftGate` validates each field. */
const ConditionBody = z.strictObject({
  kind: z.enum(Object.keys(conditionKinds) as [ConditionKind, ...ConditionKind[]]),
  chain: z.string().max(40),
  contract: z.string().max(200),
  minimum: z.string().max(200),
  maximum: z.string().max(200),
  tokenIds: z.string().max(10_000),
  perId: z.boolean(),
  listId: z.string().max(100),
})

function createGroupSchema(levels: number): z.ZodType<GroupForm> {
  const node: z.ZodType<NodeForm> =
    levels > 1 ? z.union([ConditionBody, createGroupSchema(levels - 1)]) : ConditionBody
  return z.strictObject({
    kind: z.enum(['all', 'any', 'atLeast', 'none']),
    count: z.string().max(20),
    of: z.array(node).max(200),
  })
}

const REACTION_FLAGS = Object.fromEntries(FLAG_KINDS.map((kind) => [kind, z.boolean()])) as {
  readonly [Kind in FlagKind]: z.ZodBoolean
}
/** The schema of a form. */
export const GateFormBody = z.strictObject({
  name: z.string().max(500),
  // Absent in files from before discounts had names.
  discountName: z.string().max(500).default(''),
  state: z.enum(['active', 'paused']),
  subject: z.strictObject({
    kind: z.enum(['products', 'variants', 'collections', 'all']),
    productIds: z.array(z.int().positive()).max(1000),
    variants: z
      .array(z.strictObject({ productId: z.int().positive(), variantId: z.int().positive() }))
      .max(1000),
    collectionIds: z.array(z.int().positive()).max(1000),
  }),
  root: createGroupSchema(MOST_LEVELS),
  moment: z.enum(['now', 'held', 'snapshots']),
  heldFor: z.strictObject({ amount: z.string().max(40), unit: z.enum(['days', 'hours', 'blocks']) }),
  snapshots: z.array(z.strictObject({ chain: z.string().max(40), block: z.string().max(40) })).max(50),
  reaction: z.strictObject({
    ...REACTION_FLAGS,
    price: z.enum(['none', ...PRICE_KINDS]),
    value: z.string().max(100),
  }),
  cap: z.string().max(40),
  limits: z.strictObject({
    perWallet: z.string().max(40),
    perToken: z.string().max(40),
    total: z.string().max(40),
  }),
  schedule: z.strictObject({
    startsAt: z.string().max(40),
    endsAt: z.string().max(40),
    afterEnd: z.enum(['public', 'closed']),
  }),
  guard: z.enum(['open', 'account', 'cart']),
  combination: z.strictObject({
    orderDiscounts: z.boolean(),
    productDiscounts: z.boolean(),
    shippingDiscounts: z.boolean(),
    purchases: z.enum(['oneTime', 'subscription', 'both']),
  }),
  recheck: z.boolean(),
}) satisfies z.ZodType<GateForm>
const NewGateBody = z.strictObject({ form: GateFormBody, draftId: z.uuid() })
const GateEditBody = z.strictObject({ form: GateFormBody, openedAt: z.int().nonnegative() })
const RemarksBody = z.strictObject({ form: GateFormBody, number: z.int().positive().nullable() })
const ImportedGateBody = z.strictObject({
  form: GateFormBody,
  draftId: z.uuid(),
  gate: z.strictObject({ number: z.int().positive(), openedAt: z.int().nonnegative() }).nullable(),
})
const GateStateBody = z.strictObject({
  state: z.enum(['active', 'paused', 'public']),
  numbers: z.array(z.int().positive()).min(1).max(100),
})

/** Parse a new gate: its form, and the id of its draft. @throws {InputError} ERR_BODY_INVALID */
export const parseNewGate = (value: unknown) => parseForm(NewGateBody, value)

/**
 * Parse a change of a gate: the form, and the gate's `updatedAt` when the page opened it.
 * @throws {InputError} ERR_BODY_INVALID
 */
export const parseGateEdit = (value: unknown) => parseForm(GateEditBody, value)

/** Parse the form to look at, and the gate that it is of; null for a new one. @throws {InputError} ERR_BODY_INVALID */
export const parseRemarksQuestion = (value: unknown) => parseForm(RemarksBody, value)

/**
 * Parse a gate of an imported file: its form, the id of its draft, and the gate that it changes, if any.
 * @throws {InputError} ERR_BODY_INVALID
 */
export const parseImportedGate = (value: unknown) => parseForm(ImportedGateBody, value)

/** Parse which gates to pause, resume or open to everyone. @throws {InputError} ERR_BODY_INVALID */
export const parseGateState = (value: unknown) => parseForm(GateStateBody, value)
