import { createHash } from 'node:crypto'

export type FormatLineKeyParameters = {
  variantId: number
  properties: Record<string, string>
  sellingPlanId?: number
}

/** Computes a line's key from everything that identifies it: variant, properties in any order, selling plan. */
export function formatLineKey(parameters: FormatLineKeyParameters): string {
  const pairs = Object.entries(parameters.properties).sort(([left], [right]) => (left < right ? -1 : 1))
  const digest = createHash('md5')
    .update(JSON.stringify([pairs, parameters.sellingPlanId ?? null]))
    .digest('hex')
  return `${parameters.variantId}:${digest}`
}
