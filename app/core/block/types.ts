/**
 * What Shopify’s admin says about the gate block: it is on product pages of the published theme, or it is not. `silent`:
 * it says nothing, as outside of the admin.
 */
export type ThemeAnswer = 'added' | 'missing' | 'silent'

/**
 * What the page of one gated product shows: the block, no block, or a block that cannot look gates up. `unseen`: the
 * storefront did not show the page; `none`: no page was read, because no active gate names a product.
 */
export type PageFinding =
  | { readonly kind: 'shown' }
  | { readonly kind: 'missing'; readonly title: string }
  | { readonly kind: 'blind' }
  | { readonly kind: 'unseen'; readonly title: string }
  | { readonly kind: 'none' }

/** What is wrong with the gate block, or why nothing is known. `title` names the product of the page; null for none. */
export type BlockProblem =
  | { readonly kind: 'block-missing'; readonly title: string | null }
  | { readonly kind: 'block-blind' }
  | { readonly kind: 'block-unknown'; readonly title: string | null }

/** Whether shoppers find the gate block. */
export type BlockStatus = { readonly kind: 'block-added' } | BlockProblem
