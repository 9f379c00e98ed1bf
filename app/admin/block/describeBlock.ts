import type { BlockStatus } from '../../core/block/types.ts'

type BlockWords = {
  readonly badge: {
    readonly tone: 'success' | 'critical' | 'warning' | 'attention'
    readonly children: string
  }
  readonly sentence: string
  /** Whether the theme editor is the place for the next step. */
  readonly asksForEditor: boolean
}

/** Describe whether shoppers find the gate block, and what to do about it. No other place of the admin says it. */
export function describeBlock(status: BlockStatus): BlockWords {
  switch (status.kind) {
    case 'block-added':
      return {
        badge: { tone: 'success', children: 'In your theme' },
        sentence: 'Your theme has the block “Token gate” on product pages, so shoppers can connect a wallet.',
        asksForEditor: false,
      }
    case 'block-missing':
      return {
        badge: { tone: 'critical', children: 'Missing' },
        sentence:
          status.title === null
            ? 'The product pages of your theme have no Palisade block, so shoppers cannot connect a wallet, and no gate opens for them. Open the theme editor, add the block “Token gate” to the product page, and save.'
            : `The page of “${status.title}” has no Palisade block, so shoppers cannot connect a wallet there. Open the theme editor, choose the template of that page, and add the block “Token gate”.`,
        asksForEditor: true,
      }
    case 'block-blind':
      return {
        badge: { tone: 'warning', children: 'Incomplete' },
        sentence:
          'The Palisade block cannot look up gates in your theme. Product pages show the gates of their own product. The block in the cart, and gates for all products, show nothing. Your gates still apply to what shoppers buy.',
        asksForEditor: false,
      }
    case 'block-unknown':
      return {
        badge: { tone: 'attention', children: 'Unknown' },
        sentence:
          status.title === null
            ? 'Palisade could not find out whether your theme has the block “Token gate”. Look at a product page in the theme editor.'
            : `Palisade could not see the page of “${status.title}” in your store. A store password, or a product that is not on sale, does that. Look for the block “Token gate” in the theme editor.`,
        asksForEditor: true,
      }
  }
}
