import { findChain } from '../../core/chain/findChain.ts'
import { describeCallForm } from '../../core/gate/describeCallForm.ts'
import {
  type ConditionForm,
  EMPTY_CALL,
  type GateForm,
  type GroupForm,
  type NodeForm,
  type SubjectForm,
} from '../../core/gate/form.ts'
import { conditionFacts, hasField } from '../../core/requirement/kinds/facts.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'

import {
  type Draft,
  type DraftCondition,
  type DraftGroup,
  type DraftNode,
  type DraftSubject,
  isDraftGroup,
} from './draft.ts'
import { guardOf } from './guardOf.ts'
import { listDraftConditions } from './tree.ts'

type KindOf = (condition: DraftCondition) => ConditionKind

export type ToGateFormParameters = {
  readonly draft: Draft
  /** Kind of a condition: from the chain's description of the contract, or the merchant's choice. */
  readonly kindOf: KindOf
  /** Whether the shop's customers can log in. */
  readonly hasAccounts: boolean
}

/** Make the form to send. */
export function toGateForm({ draft, kindOf, hasAccounts }: ToGateFormParameters): GateForm {
  const { subject: _, guard: ___, root, heldFor, snapshots: __, ...rest } = draft
  return {
    ...toPlainFields(rest),
    guard: guardOf({ draft, hasAccounts }),
    subject: toSubjectForm(draft.subject),
    root: toGroupForm(root, kindOf),
    heldFor:
      draft.moment === 'held' ? { ...heldFor, amount: heldFor.amount.trim() } : { amount: '', unit: 'days' },
    snapshots: listSnapshots(draft),
  }
}

/** Trim the texts, and drop a value without a price. The draft keeps it. */
function toPlainFields(
  fields: Omit<Draft, 'subject' | 'root' | 'snapshots' | 'heldFor' | 'guard'>,
): Omit<GateForm, 'subject' | 'root' | 'snapshots' | 'heldFor' | 'guard'> {
  const { reaction, limits, cap } = fields
  return {
    ...fields,
    discountName: fields.discountName.trim(),
    reaction: { ...reaction, value: reaction.price === 'none' ? '' : reaction.value.trim() },
    cap: cap.trim(),
    limits: {
      perWallet: limits.perWallet.trim(),
      perToken: limits.perToken.trim(),
      total: limits.total.trim(),
    },
  }
}

function toSubjectForm({ kind, products, variants, collections }: DraftSubject): SubjectForm {
  const numbers = (ids: readonly number[]) => [...ids].sort((a, b) => a - b)
  return {
    kind,
    productIds: kind === 'products' ? numbers(products.map(({ id }) => id)) : [],
    variants:
      kind === 'variants'
        ? variants
            .map(({ productId, variantId }) => ({ productId, variantId }))
            .sort((a, b) => a.variantId - b.variantId)
        : [],
    collectionIds: kind === 'collections' ? numbers(collections.map(({ id }) => id)) : [],
  }
}

/** List the EVM chains of a draft's conditions, each once. */
export function listEvmChains(root: DraftGroup): string[] {
  const slugs = listDraftConditions(root)
    .filter(({ kind }) => hasField(kind, 'minimum'))
    .map(({ chain }) => chain)
  return [...new Set(slugs)].filter((slug) => findChain(slug)?.family === 'evm')
}

/** List the blocks to send: of each chain that the conditions name, empty or not. */
export function listSnapshots({
  root,
  moment,
  snapshots,
}: Pick<Draft, 'root' | 'moment' | 'snapshots'>): { chain: string; block: string }[] {
  if (moment !== 'snapshots') return []
  return listEvmChains(root).map((chain) => ({ chain, block: snapshots[chain]?.trim() ?? '' }))
}

function toGroupForm({ kind, count, of }: DraftGroup, kindOf: KindOf): GroupForm {
  return {
    kind,
    count: kind === 'atLeast' ? count.trim() : '',
    of: of.map((node) => toNodeForm(node, kindOf)),
  }
}

function toNodeForm(node: DraftNode, kindOf: KindOf): NodeForm {
  return isDraftGroup(node) ? toGroupForm(node, kindOf) : toConditionForm(node, kindOf(node))
}

/** The form has only the fields of the kind. The draft keeps the others. */
function toConditionForm(condition: DraftCondition, kind: ConditionKind): ConditionForm {
  const { chain, contract, minimum, maximum, tokenIds, perId, listId } = condition
  const call = hasField(kind, 'call') ? (condition.call ?? EMPTY_CALL) : null
  const parts = call && describeCallForm(call)
  const text = (field: Parameters<typeof hasField>[1], value: string) => (hasField(kind, field) ? value : '')
  return {
    kind,
    // A deny list applies on every chain.
    chain: conditionFacts[kind].asks === 'unlisted' ? '' : chain,
    contract: text('contract', contract),
    minimum: parts?.hasAmount === false ? '' : text('minimum', minimum),
    maximum: parts?.hasAmount === false ? '' : text('maximum', maximum),
    tokenIds: parts?.hasIds === false ? '' : text('tokenIds', tokenIds),
    perId: hasField(kind, 'perId') && perId,
    listId: text('list', listId),
    ...(hasField(kind, 'traits') && {
      traits: (condition.traits ?? []).filter(({ values }) => values.length > 0),
    }),
    ...(call && { call }),
  }
}
