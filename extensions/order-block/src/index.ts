import { type BlockHost, renderBlock } from './renderBlock.ts'

/** Shopify's API of the block's target. */
declare const shopify: { readonly data: { readonly selected: readonly { readonly id: string }[] } }

/** Render the block. Shopify's admin calls it once the page of an order is open. */
export default function renderOrderBlock(): Promise<void> {
  const host: BlockHost = {
    orderGid: shopify.data.selected[0]?.id ?? '',
    body: document.body,
    createElement: (name) => document.createElement(name),
    // The admin resolves the path against the app's URL, and adds a session token.
    read: (path) => fetch(path),
  }
  return renderBlock(host)
}
