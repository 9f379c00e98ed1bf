import type { ChainView, GateView, ProductView } from '../views.ts'
import type { Draft, DraftCondition } from './draft.ts'

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
      join: 'all',
      conditions: [startCondition({ key: '0', chains })],
      reaction: { kind: 'percentage', value: '' },
    }
  }
  const { productIds, conditions, ...rest } = gate.form
  const byId = new Map(products.map((product) => [product.id, product]))
  return {
    ...rest,
    products: productIds.map((id) => byId.get(id) ?? { id, title: `Product ${id}`, imageUrl: null }),
    conditions: conditions.map((condition, i) => ({ ...condition, key: String(i) })),
  }
}

/** An empty condition on the first chain there is. */
export function startCondition({
  key,
  chains,
}: {
  key: string
  chains: readonly ChainView[]
}): DraftCondition {
  return { key, kind: 'erc721', chain: chains[0]?.slug ?? '', contract: '', minimum: '1', tokenIds: '' }
}
