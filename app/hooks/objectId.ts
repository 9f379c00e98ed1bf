import { z } from 'zod'

/**
 * The numeric id of an object at Shopify. Null for null, and for a number above 2^53, as Shopify's samples have them:
 * `JSON.parse` rounds it, and the rounded number may be the id of another object.
 */
export const ObjectId = z
  .number()
  .refine((id) => Number.isInteger(id) && id > 0, 'must be the id of an object')
  .transform((id) => (Number.isSafeInteger(id) ? id : null))
  .nullable()
