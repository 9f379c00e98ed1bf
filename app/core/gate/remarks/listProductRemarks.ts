import type { GateForm } from '../form.ts'
import { isDiscounting } from '../reactionKinds.ts'
import type { GateFacts, ProductFacts, Remark } from './types.ts'

type ProductRemarkKind = Extract<Remark, { readonly product: string }>['kind']

/** List the remarks about the products of a form, each kind once. */
export function listProductRemarks({ form, facts }: { form: GateForm; facts: GateFacts }): Remark[] {
  const { purchases } = form.combination
  const hasDiscount = isDiscounting(form.reaction)
  const isAbout: Readonly<Record<ProductRemarkKind, (product: ProductFacts) => boolean>> = {
    'not-online': ({ isOnline }) => !isOnline,
    bundle: ({ isBundle }) => isBundle,
    'gift-card': ({ isGiftCard }) => hasDiscount && isGiftCard,
    'never-one-time': ({ subscription }) =>
      hasDiscount && purchases === 'oneTime' && subscription === 'required',
    'never-subscription': ({ subscription }) =>
      hasDiscount && purchases === 'subscription' && subscription === 'none',
  }
  return Object.entries(isAbout).flatMap(([kind, test]): Remark[] => {
    const [first, ...rest] = facts.products.filter(test)
    if (!first) return []
    return [
      { kind: kind as ProductRemarkKind, path: 'products', product: first.title, count: rest.length + 1 },
    ]
  })
}
