import type { BlockStatus } from '../../core/block/types.ts'
import type { BlockWords } from './blockWords.ts'

/** Describe whether shoppers of a BigCommerce store find the card. Its script stands where Shopify has a theme's block. */
export function describeStoreBlock(status: BlockStatus): BlockWords {
  switch (status.kind) {
    case 'block-added':
      return {
        badge: { tone: 'success', children: 'In your store' },
        fact: 'Product pages load Palisade’s script, so shoppers can connect a wallet.',
        next: null,
        asksForEditor: false,
      }
    case 'block-missing':
    case 'block-blind':
      return {
        badge: { tone: 'critical', children: 'Missing' },
        fact: 'A product page does not load Palisade’s script, so shoppers cannot connect a wallet there.',
        next: 'Palisade adds the script again within an hour. A headless storefront loads it by itself.',
        asksForEditor: false,
      }
    case 'block-unknown':
      return {
        badge: { tone: 'attention', children: 'Unknown' },
        fact: 'Palisade adds its script to your store, but could not look at a product page.',
        next: 'That takes an active gate for products, and a storefront that is open to everyone.',
        asksForEditor: false,
      }
  }
}
