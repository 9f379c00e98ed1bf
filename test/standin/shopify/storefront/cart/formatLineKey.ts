import { createHash } from 'node:crypto'

export type FormatLineKeyParameters = { variantId: number; properties: Record<string, string> }

/** Names a line by what makes it one line: its variant and its properties, in whatever order they came. */
export function formatLineKey(parameters: FormatLineKeyParameters): string {
  const pairs = Object.entries(parameters.properties).sort(([left], [right]) => (left < right ? -1 : 1))
  const digest = createHash('md5').update(JSON.stringify(pairs)).digest('hex')
  return `${parameters.variantId}:${digest}`
}
