import type { CartLink, CartLinkLine } from '../../../core/cartLink/types.ts'

/** How bringing a cart along ends: everything is in this browser's cart, or some products are not. */
export type AddedLines = { readonly kind: 'whole' } | { readonly kind: 'part' }

export type MissingLinesParameters = {
  readonly lines: CartLink['lines']
  readonly send: (url: string, init: RequestInit) => Promise<Response>
}

type Cart = { readonly items: readonly CartItem[] }
type CartItem = {
  readonly variant_id: number
  readonly quantity: number
  readonly selling_plan_allocation?: { readonly selling_plan: { readonly id: number } } | null
}

/**
 * List the lines, and how many of each, that this browser's cart lacks. A second visit of the link lacks nothing.
 * @throws Error if the cart cannot be read
 */
export async function listMissingLines({ lines, send }: MissingLinesParameters): Promise<CartLinkLine[]> {
  const answer = await send('/cart.js', { headers: { accept: 'application/json' } })
  const { items } = (await answer.json()) as Cart
  const left = new Map<string, number>()
  for (const { variant_id, quantity, selling_plan_allocation: plan } of items) {
    const key = `${variant_id}:${plan?.selling_plan.id ?? null}`
    left.set(key, (left.get(key) ?? 0) + quantity)
  }
  return lines.flatMap((line) => {
    const key = `${line.variantId}:${line.sellingPlanId}`
    const has = Math.min(left.get(key) ?? 0, line.quantity)
    left.set(key, (left.get(key) ?? 0) - has)
    return has < line.quantity ? [{ ...line, quantity: line.quantity - has }] : []
  })
}

/**
 * Add to this browser's cart what it lacks, line by line: one that is sold out must not keep the others out.
 * @throws Error if the cart cannot be read
 */
export async function addMissingLines(parameters: MissingLinesParameters): Promise<AddedLines> {
  const { send } = parameters
  let isWhole = true
  for (const { variantId, quantity, sellingPlanId } of await listMissingLines(parameters)) {
    const item = { id: variantId, quantity, ...(sellingPlanId !== null && { selling_plan: sellingPlanId }) }
    const answer = await send('/cart/add.js', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ items: [item] }),
    })
    isWhole &&= answer.ok
  }
  return { kind: isWhole ? 'whole' : 'part' }
}
