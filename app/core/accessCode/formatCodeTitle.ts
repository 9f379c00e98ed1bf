/** Most characters of the gate's name. Shopify's limit for the whole title is 255. */
const MOST = 200

/** Format the title that staff see in the list of discounts. Shoppers see only the code. */
export function formatCodeTitle({ name }: { name: string }): string {
  return `Token holder code: ${[...name].slice(0, MOST).join('')}`
}
