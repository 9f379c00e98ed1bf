import { z } from 'zod'

/** The products of a page; numeric ids of Shopify. */
export const GateListBody = z.object({
  products: z.array(z.number().int().positive().max(Number.MAX_SAFE_INTEGER)).min(1).max(50),
})
