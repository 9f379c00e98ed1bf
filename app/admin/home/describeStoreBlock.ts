import type { BlockStatus } from '../../core/block/types.ts'

/** Describe whether shoppers of a BigCommerce store find the card. Its script stands where Shopify has a theme's block. */
export function describeStoreBlock(status: BlockStatus): string {
  switch (status.kind) {
    case 'block-added':
      return 'Product pages load Palisade’s script, so shoppers can connect a wallet.'
    case 'block-missing':
    case 'block-blind':
      return 'A product page does not load Palisade’s script, so shoppers cannot connect a wallet there. Palisade adds the script again within an hour. A headless storefront loads it by itself.'
    case 'block-unknown':
      return 'Palisade adds its script to your store. It has not seen it on a product page yet: there is no active gate, or the store is closed.'
  }
}
