import type { BlockStatus } from '../../core/block/types.ts'
import type { BlockWords } from './blockWords.ts'
import { describeStoreBlock } from './describeStoreBlock.ts'

/** Describe whether shoppers find the gate block, and what to do about it. No other place of the admin says it. */
export function describeBlock(status: BlockStatus, isStore: boolean): BlockWords {
  return isStore ? describeStoreBlock(status) : describeThemeBlock(status)
}

function describeThemeBlock(status: BlockStatus): BlockWords {
  switch (status.kind) {
    case 'block-added':
      return {
        badge: { tone: 'success', children: 'In your theme' },
        fact: 'Your theme has the block “Token gate” on product pages, so shoppers can connect a wallet.',
        next: null,
        asksForEditor: false,
      }
    case 'block-missing':
      return {
        badge: { tone: 'critical', children: 'Missing' },
        fact:
          status.title === null
            ? 'Your product pages have no Palisade block, so shoppers cannot connect a wallet, and no gate opens.'
            : `The page of “${status.title}” has no Palisade block, so shoppers cannot connect a wallet there.`,
        next:
          status.title === null
            ? 'Open the theme editor, add the block “Token gate” to the product page, and save.'
            : 'Open the theme editor, choose the template of that page, and add the block “Token gate”.',
        asksForEditor: true,
      }
    case 'block-blind':
      return {
        badge: { tone: 'warning', children: 'Incomplete' },
        next: null,
        fact: 'The Palisade block cannot look up gates in your theme. Product pages show the gates of their own product. The block in the cart, and gates for all products, show nothing. Your gates still apply to what shoppers buy.',
        asksForEditor: false,
      }
    case 'block-unknown':
      return {
        badge: { tone: 'attention', children: 'Unknown' },
        fact:
          status.title === null
            ? 'Palisade could not find out whether your theme has the block “Token gate”.'
            : `Palisade could not see the page of “${status.title}” in your store. A store password, or a product that is not on sale, does that.`,
        next: 'Look for the block “Token gate” on a product page in the theme editor.',
        asksForEditor: true,
      }
  }
}

/** The fact and the next step as one text. */
export function formatBlock(status: BlockStatus, isStore: boolean): string {
  const { fact, next } = describeBlock(status, isStore)
  return next === null ? fact : `${fact} ${next}`
}
