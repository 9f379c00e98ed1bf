import type { Platform } from '../../core/gate/platform.ts'

/** A text of the admin: the same on both platforms but for the platform's name, or one for each. */
export type PlatformWords = string | Readonly<Record<Platform, string>>

/** Words that the merchant or the platform chose stand between quotation marks, and stay as they are. */
const NAMED = /“[^”]*”|Shopify/g

/** Describe something in the words of the shop's platform: its own text, or the shared one with the platform's name. */
export function describePlatform(words: PlatformWords, { isStore }: { readonly isStore: boolean }): string {
  if (typeof words !== 'string') return isStore ? words.bigcommerce : words.shopify
  return isStore ? words.replace(NAMED, (found) => (found === 'Shopify' ? 'BigCommerce' : found)) : words
}

const CATEGORIES = {
  Collections: 'Categories',
  collections: 'categories',
  collection: 'category',
} as const satisfies Record<string, string>

/** Describe groups of products in the word of the shop's platform: collections, or categories. */
export function describeCategories(words: string, { isStore }: { readonly isStore: boolean }): string {
  if (!isStore) return words
  return words.replace(/collections?/i, (found) => CATEGORIES[found as keyof typeof CATEGORIES] ?? found)
}
