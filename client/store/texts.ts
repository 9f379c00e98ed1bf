/** Fill in a text of the theme block, by its name: `locked.connect`. */
export type Texts = (name: string, values?: Readonly<Record<string, string | number>>) => string

type Node = { readonly [name: string]: string | Node }

/** Load the theme block's texts in the page's language. */
export async function loadTexts(origin: string): Promise<Texts> {
  const locale = document.documentElement.lang || navigator.language || 'en'
  const response = await fetch(`${origin}/bigcommerce/texts/${encodeURIComponent(locale)}`)
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
