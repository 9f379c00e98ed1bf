import type { ConditionKind } from '../requirement/types.ts'
import type { GateState } from './types.ts'

/** A gate as a merchant writes it: everything still text. Amounts and `value` are decimal, in human units. */
export type GateForm = {
  readonly name: string
  readonly state: GateState
  readonly productIds: readonly number[]
  readonly root: GroupForm
  /** Empty: only now. */
  readonly heldForBlocks: string
  readonly snapshots: readonly { readonly chain: string; readonly block: string }[]
  readonly reaction: { readonly kind: 'percentage' | 'fixedAmount'; readonly value: string }
}
export type NodeForm = GroupForm | ConditionForm
/** `none` holds if not one of its parts does. */
export type GroupForm = {
  readonly kind: 'all' | 'any' | 'atLeast' | 'none'
  /** Only for `atLeast`: how many. */
  readonly count: string
  readonly of: readonly NodeForm[]
}
export type ConditionForm = {
  readonly kind: ConditionKind
  /** Empty for a list that counts on any chain. */
  readonly chain: string
  readonly contract: string
  readonly minimum: string
  readonly maximum: string
  /** Ids in decimal or 0x hexadecimal digits, single or as ranges ("100-199"), separated by commas or blanks. */
  readonly tokenIds: string
  /** Whether the amounts are meant of each id. */
  readonly perId: boolean
  readonly listId: string
}

/** Whether a node of a form is a group. */
export function isGroupForm(node: NodeForm): node is GroupForm {
  return 'of' in node
}

/** The conditions of a form in the order they are written, each with its path: `root.of.0`. */
export function listConditionForms(
  group: GroupForm,
  path = 'root',
): { readonly path: string; readonly condition: ConditionForm }[] {
  return group.of.flatMap((node, i) => {
    const own = `${path}.of.${i}`
    return isGroupForm(node) ? listConditionForms(node, own) : [{ path: own, condition: node }]
  })
}

/** What is wrong with a field of the form; the sentence for it is the admin's. */
export type FieldIssue =
  | 'required'
  | 'too-long'
  | 'unsafe-text'
  | 'too-many'
  | 'not-a-percentage'
  | 'not-an-amount'
  | 'chain-unknown'
  | 'chain-not-configured'
  | 'address-invalid'
  | 'no-code'
  | 'not-a-token'
  | 'other-kind'
  | 'token-ids-invalid'
  | 'address-checksum'
  | 'chain-other-family'
  | 'maximum-below-minimum'
  | 'count-invalid'
  | 'too-deep'
  | 'list-unknown'
  | 'held-invalid'
  | 'held-on-solana'
  | 'held-and-snapshot'
  | 'block-invalid'
  | 'chain-unreachable'
/** Keyed by the field's path, e.g. `root.of.0.contract`. */
export type FieldIssues = Readonly<Record<string, FieldIssue>>
