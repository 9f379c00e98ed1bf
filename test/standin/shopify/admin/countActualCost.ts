export type CountActualCostParameters = {
  data: unknown
  /** What was asked for: an answer never costs more. */
  most: number
}

/** Counts what an answer cost by the objects that really are in it; Shopify gives back the rest of what was asked for. */
export function countActualCost({ data, most }: CountActualCostParameters): number {
  return Math.min(most, Math.max(1, countObjects(data) - 1))
}

function countObjects(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + countObjects(each), 0)
  return Object.values(value).reduce((sum: number, each) => sum + countObjects(each), 1)
}
