/** Shopify's limits on an input query; `runFunction` has the limits of the run itself. */
export const LIMITS = { metafieldBytes: 10_000, listItems: 100, queryBytes: 3_000, queryCost: 30 } as const
