/** Describe the same for a store of BigCommerce, in a sentence of ours that quotes nothing of the merchant's. */
export function describePlatform(sentence: string, { isStore }: { isStore: boolean }): string {
  return isStore ? sentence.replaceAll('Shopify', 'BigCommerce') : sentence
}
