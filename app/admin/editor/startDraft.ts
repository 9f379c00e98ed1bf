import { isGroupForm, type NodeForm, type SubjectForm } from '../../core/gate/form.ts'
import { NO_FLAGS } from '../../core/gate/reactionKinds.ts'
import type { ChainView, GateView, SubjectViews } from '../views.ts'
import {
  type Draft,
  type DraftCondition,
  type DraftGroup,
  type DraftNode,
  type DraftSubject,
  type EditorState,
  ROOT,
} from './draft.ts'
import { listDraftConditions } from './tree.ts'

export type StartDraftParameters = {
  readonly gate: GateView | null
  /** Titles and pictures of the gate's subject, as far as Shopify returned them. */
  readonly subjects: SubjectViews
  readonly chains: readonly ChainView[]
}

/** Subject views of a new gate: none. */
export const NO_SUBJECTS: SubjectViews = { products: [], variants: [], collections: [] }

/** Make the first draft: from the saved gate, or an empty one. */
export function startDraft({ gate, subjects, chains }: StartDraftParameters): Draft {
  if (!gate) {
    return {
      name: '',
      discountName: '',
      state: 'active',
      test: { isOn: false, wallets: '' },
      subject: { kind: 'products', ...NO_SUBJECTS },
      root: { key: ROOT, kind: 'all', count: '', of: [startCondition({ key: '0', chains })] },
      moment: 'now',
      heldFor: { amount: '', unit: 'days' },
      snapshots: {},
      reaction: { ...NO_FLAGS, price: 'percentage', value: '' },
      cap: '',
      limits: { perWallet: '', perToken: '', total: '' },
      schedule: { startsAt: '', endsAt: '', afterEnd: 'public' },
      guard: null,
      combination: {
        orderDiscounts: true,
        productDiscounts: false,
        shippingDiscounts: true,
        purchases: 'both',
      },
      recheck: false,
      freshSignature: false,
      showsUses: false,
    }
  }
  const { subject, root, snapshots, ...rest } = gate.form
  return {
    ...rest,
    subject: composeDraftSubject(subject, subjects),
    root: { ...root, key: ROOT, of: root.of.map((node, i) => composeDraftNode(node, String(i))) },
    snapshots: Object.fromEntries(snapshots.map(({ chain, block }) => [chain, block])),
  }
}

/** Without an answer from Shopify, the title is the id. */
function composeDraftSubject(
  { kind, productIds, variants, collectionIds }: SubjectForm,
  known: SubjectViews,
): DraftSubject {
  const products = new Map(known.products.map((product) => [product.id, product]))
  const byVariant = new Map(known.variants.map((variant) => [variant.variantId, variant]))
  const collections = new Map(known.collections.map((collection) => [collection.id, collection]))
  return {
    kind,
    products: productIds.map((id) => products.get(id) ?? { id, title: `Product ${id}`, imageUrl: null }),
    variants: variants.map(
      ({ productId, variantId }) =>
        byVariant.get(variantId) ?? { productId, variantId, title: `Variant ${variantId}`, imageUrl: null },
    ),
    collections: collectionIds.map(
      (id) => collections.get(id) ?? { id, title: `Collection ${id}`, imageUrl: null, size: null },
    ),
  }
}

/** Make the editor's first state. A single condition is expanded, several are collapsed. */
export function startEditor(draft: Draft): EditorState {
  const conditions = listDraftConditions(draft.root)
  return {
    draft,
    scheduleBefore: null,
    issues: {},
    open: conditions.length === 1 ? conditions.map(({ key }) => key) : [],
    focus: [],
    said: '',
    added: 0,
  }
}

function composeDraftNode(node: NodeForm, key: string): DraftNode {
  if (!isGroupForm(node)) return { ...node, key }
  return { ...node, key, of: node.of.map((part, i) => composeDraftNode(part, `${key}-${i}`)) }
}

/** Make an empty condition on the first chain. */
export function startCondition({
  key,
  chains,
}: {
  key: string
  chains: readonly ChainView[]
}): DraftCondition {
  return {
    key,
    kind: 'erc721',
    chain: chains[0]?.slug ?? '',
    contract: '',
    minimum: '1',
    maximum: '',
    tokenIds: '',
    perId: false,
    listId: '',
  }
}

/** Make a group with one empty condition. */
export function startGroup({ key, chains }: { key: string; chains: readonly ChainView[] }): DraftGroup {
  return { key, kind: 'any', count: '', of: [startCondition({ key: `${key}-0`, chains })] }
}
