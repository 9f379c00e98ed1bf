import { z } from 'zod'
import { createFreeTextSchema } from '../../createFreeTextSchema.ts'

const checkId = z.string().regex(/^till-[0-9a-f]{32}$/, 'must be the id of a check')

/** A code as a camera read it, or a scanner typed it. Whether it is one, the flow says in words for staff. */
export const CheckBody = z.strictObject({ code: z.string().max(2000) })

export const ChargeBody = z.strictObject({
  checkId,
  gate: z
    .number()
    .int()
    .positive()
    .max(36 ** 6 - 1),
  units: z.number().int().min(1).max(9999),
  /** The number of the sale; empty to match it by product and time. */
  order: createFreeTextSchema({ most: 40 }),
})

export const UndoBody = z.strictObject({ checkId })
