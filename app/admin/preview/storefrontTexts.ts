import english from '../../../extensions/gate-block/locales/en.default.json' with { type: 'json' }

/** English texts of the storefront block, so that the preview has the texts that shoppers read. */
export const TEXTS = english.gate

/** Fill the placeholders of a sentence: `{{ name }}`. */
export function formatPlaceholders(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** Choose the form of a sentence for a number, and fill it in. */
export function formatCounted(text: { readonly one: string; readonly other: string }, count: number): string {
  return formatPlaceholders(count === 1 ? text.one : text.other, { count })
}
