import { z } from 'zod'

/**
 * Shopify's numeric id of an object; null for null and for numbers that JSON cannot carry exactly (above 2^53), as in
 * Shopify's samples. Such a number must never be taken for the id that it is rounded to.
 */
export const ObjectId = z
  .number()
  .refine((id) => Number.isInteger(id) && id > 0, 'must be the id of an object')
  .transform((id) => (Number.isSafeInteger(id) ? id : null))
  .nullable()
