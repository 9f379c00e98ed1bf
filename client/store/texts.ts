import { readLanguages } from './readLanguages.ts'

/** Fill in a text of the theme block, by its name: `locked.connect`. */
export type Texts = (name: string, values?: Readonly<Record<string, string | number>>) => string

type Node = { readonly [name: string]: string | Node }

/** Load the theme block's texts in the page's language. */
export async function loadTexts(origin: string): Promise<Texts> {
  const locale = readLanguages()[0] || navigator.language || 'en'
  const response = await fetch(`${origin}/bigcommerce/texts/${encodeURIComponent(locale)}`)
  // A busy server answers an error, and a card without words helps nobody.
  if (!response.ok) throw new Error(`The texts of the card were answered with ${response.status}.`)
  const { gate } = (await response.json()) as { gate: Node }
  return (name, values = {}) => {
    let found: string | Node | undefined = gate
    for (const part of name.split('.')) found = typeof found === 'object' ? found[part] : undefined
    if (typeof found === 'object') {
      const count = Number(values.count ?? 1)
      const rule = new Intl.PluralRules(String(gate.language ?? 'en')).select(count)
      found = found[rule] ?? found.other
    }
    return typeof found === 'string'
      ? found.replace(/\{\{ (\w+) \}\}/g, (whole, key: string) => `${values[key] ?? whole}`)
      : ''
  }
}
