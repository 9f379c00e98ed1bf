import type { CallPresetName } from '../requirement/calls/presets.ts'
import type { CallAnswer } from '../requirement/calls/types.ts'
import type { ConditionKind } from '../requirement/types.ts'
import type { TraitPick } from '../trait/types.ts'
import type { PriceKind, ReactionFlags } from './reactionKinds.ts'
import type { Combination, GateState, Guard, Schedule, SubjectVariant } from './types.ts'

/** What the field of a block says where a chain is read at its latest one. */
export const LATEST_BLOCK = 'latest'

/** A gate as a merchant enters it, before any text is parsed. Amounts and `value` are decimal, in human units. */
export type GateForm = {
  readonly name: string
  /** Empty: shoppers read the gate's name. */
  readonly discountName: string
  readonly state: GateState
  /** Addresses of test wallets, one per line. They count only while `isOn`. */
  readonly test: { readonly isOn: boolean; readonly wallets: string }
  readonly subject: SubjectForm
  readonly root: GroupForm
  /** When the wallets must hold the tokens. `held` and `snapshots` each need the field of that name. */
  readonly moment: 'now' | 'held' | 'snapshots'
  readonly heldFor: { readonly amount: string; readonly unit: 'days' | 'hours' | 'blocks' }
  /** A block number for each chain, or `LATEST_BLOCK`. */
  readonly snapshots: readonly { readonly chain: string; readonly block: string }[]
  readonly reaction: ReactionForm
  /** Units of the gate in one cart; empty: no cap. */
  readonly cap: string
  /** Empty: no limit. */
  readonly limits: { readonly perWallet: string; readonly perToken: string; readonly total: string }
  /** `YYYY-MM-DDTHH:MM` in the shop's time zone; empty: no bound. */
  readonly schedule: {
    readonly startsAt: string
    readonly endsAt: string
    readonly afterEnd: Schedule['afterEnd']
  }
  readonly guard: Guard
  readonly combination: Combination
  readonly recheck: boolean
  /** Counts only for a gate with a limit. */
  readonly freshSignature: boolean
  /** Counts only for a gate with a limit per token. */
  readonly showsUses: boolean
}
/** The choices of each kind; only those of `kind` count. */
export type SubjectForm = {
  readonly kind: 'products' | 'variants' | 'collections' | 'all'
  readonly productIds: readonly number[]
  readonly variants: readonly SubjectVariant[]
  readonly collectionIds: readonly number[]
}
/** `value` is read only if there is a price. */
export type ReactionForm = ReactionFlags & {
  readonly price: PriceKind | 'none'
  readonly value: string
}
export type NodeForm = GroupForm | ConditionForm
/** `none` is met if none of its parts is. */
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
  /** Whether the amounts apply to each id by itself. */
  readonly perId: boolean
  readonly listId: string
  /** Only of the kind `trait`: one of the values of each. */
  readonly traits?: readonly TraitPick[]
  /** Only of the kind `call`. */
  readonly call?: CallForm
}

/** A question to a contract, by a preset's name or in the merchant's own words. Fields that do not apply are empty. */
export type CallForm = {
  /** Empty: the merchant's own question. */
  readonly preset: CallPresetName | ''
  /** What shoppers read. */
  readonly label: string
  /** What the preset leaves to the merchant: at most two. */
  readonly values: readonly string[]
  /** Of an amount; empty for whole numbers. */
  readonly decimals: string
  /** A function as contracts declare it. */
  readonly method: string
  /** Its arguments, separated by commas: `wallet`, `id`, `index` or a value. Empty: the wallet alone. */
  readonly args: string
  /** Which of several answers counts, from 1. Empty: the first. */
  readonly word: string
  readonly answer: CallAnswer
  /** For the answer `equal`. */
  readonly equals: string
  /** Whether a refusal of the contract means no. */
  readonly isRefusalNo: boolean
}

/** A question before anybody has chosen one. */
export const EMPTY_CALL: CallForm = {
  ...{ preset: '', label: '', values: [], decimals: '', method: '', args: '' },
  ...{ word: '', answer: 'true', equals: '', isRefusalNo: false },
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
