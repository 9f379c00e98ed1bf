/** Shopify takes 255 characters. */
const MOST = 200

/** What staff read in the list of discounts; shoppers see the code alone. */
export function formatCodeTitle({ name }: { name: string }): string {
  return `Token holder code: ${[...name].slice(0, MOST).join('')}`
}
