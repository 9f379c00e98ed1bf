/** A node of a combination: the operations of one discount in one class. */
export type CombinableNode<Claim extends CombinableClaim> = {
  claim: Claim
  kind: 'product' | 'order' | 'delivery'
}

export type CombinableClaim = {
  combinesWith: { productDiscounts: boolean; orderDiscounts: boolean; shippingDiscounts: boolean }
}

/** Lists the maximal sets of discounts in which every two combine. */
export function listCombinations<Claim extends CombinableClaim>(
  nodes: readonly CombinableNode<Claim>[],
): CombinableNode<Claim>[][] {
  type Node = CombinableNode<Claim>
  const groups: Node[][] = []
  const grow = (group: Node[], open: Node[], done: Node[]): void => {
    if (open.length === 0 && done.length === 0) groups.push(group)
    const rest = [...open]
    const past = [...done]
    for (const node of open) {
      const fits = (other: Node) => combine(node, other)
      rest.splice(rest.indexOf(node), 1)
      grow([...group, node], rest.filter(fits), past.filter(fits))
      past.push(node)
    }
  }
  if (nodes.length > 0) grow([], [...nodes], [])
  return groups
}

const SWITCH = {
  product: 'productDiscounts',
  order: 'orderDiscounts',
  delivery: 'shippingDiscounts',
} as const

function combine<Claim extends CombinableClaim>(
  left: CombinableNode<Claim>,
  right: CombinableNode<Claim>,
): boolean {
  if (left.claim === right.claim) return true
  return left.claim.combinesWith[SWITCH[right.kind]] && right.claim.combinesWith[SWITCH[left.kind]]
}
