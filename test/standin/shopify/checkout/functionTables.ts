/** Shopify's limits on what an input query may ask; `runFunction` holds those of the run itself. */
export const LIMITS = { metafieldBytes: 10_000, listItems: 100, queryBytes: 3_000, queryCost: 30 } as const
