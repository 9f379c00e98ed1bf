import { createHash } from 'node:crypto'

export type FormatLineKeyParameters = {
  variantId: number
  properties: Record<string, string>
  sellingPlanId?: number
}

/** Names a line by what makes it one line: its variant, its properties in whatever order they came, its plan. */
export function formatLineKey(parameters: FormatLineKeyParameters): string {
  const pairs = Object.entries(parameters.properties).sort(([left], [right]) => (left < right ? -1 : 1))
  const digest = createHash('md5')
    .update(JSON.stringify([pairs, parameters.sellingPlanId ?? null]))
    .digest('hex')
  return `${parameters.variantId}:${digest}`
}
