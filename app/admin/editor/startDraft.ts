import { isGroupForm, type NodeForm } from '../../core/gate/form.ts'
import type { ChainView, GateView, ProductView } from '../views.ts'
import {
  type Draft,
  type DraftCondition,
  type DraftGroup,
  type DraftNode,
  type EditorState,
  ROOT,
} from './draft.ts'
import { listDraftConditions } from './tree.ts'

export type StartDraftParameters = {
  readonly gate: GateView | null
  readonly products: readonly ProductView[]
  readonly chains: readonly ChainView[]
}

/** The draft a merchant begins with: the gate as it stands, or an empty one. */
export function startDraft({ gate, products, chains }: StartDraftParameters): Draft {
  if (!gate) {
    return {
      name: '',
      state: 'active',
      products: [],
      root: { key: ROOT, kind: 'all', count: '', of: [startCondition({ key: '0', chains })] },
      moment: 'now',
      heldForBlocks: '',
      snapshots: {},
      reaction: { kind: 'percentage', value: '' },
    }
  }
  const { productIds, root, snapshots, ...rest } = gate.form
  const byId = new Map(products.map((product) => [product.id, product]))
  return {
    ...rest,
    products: productIds.map((id) => byId.get(id) ?? { id, title: `Product ${id}`, imageUrl: null }),
    root: { ...root, key: ROOT, of: root.of.map((node, i) => nameNode(node, String(i))) },
    moment: snapshots.length > 0 ? 'snapshots' : rest.heldForBlocks === '' ? 'now' : 'held',
    snapshots: Object.fromEntries(snapshots.map(({ chain, block }) => [chain, block])),
  }
}

/** The editor a merchant begins with. One condition alone stands open, several are read first. */
export function startEditor(draft: Draft): EditorState {
  const conditions = listDraftConditions(draft.root)
  return {
    draft,
    issues: {},
    open: conditions.length === 1 ? conditions.map(({ key }) => key) : [],
    focus: [],
    said: '',
    added: 0,
  }
}

function nameNode(node: NodeForm, key: string): DraftNode {
  if (!isGroupForm(node)) return { ...node, key }
  return { ...node, key, of: node.of.map((part, i) => nameNode(part, `${key}-${i}`)) }
}

/** An empty condition on the first chain there is. */
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

/** A group with one empty condition. */
export function startGroup({ key, chains }: { key: string; chains: readonly ChainView[] }): DraftGroup {
  return { key, kind: 'any', count: '', of: [startCondition({ key: `${key}-0`, chains })] }
}
