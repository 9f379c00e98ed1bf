export type CountActualCostParameters = {
  data: unknown
  /** The requested cost: the actual cost never exceeds it. */
  most: number
}

/** Counts an answer's cost by the objects in it; Shopify refunds the rest of the requested cost. */
export function countActualCost({ data, most }: CountActualCostParameters): number {
  return Math.min(most, Math.max(1, countObjects(data) - 1))
}

function countObjects(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + countObjects(each), 0)
  return Object.values(value).reduce((sum: number, each) => sum + countObjects(each), 1)
}
