import { z } from 'zod'
import { createFreeTextSchema } from '../createFreeTextSchema.ts'
import { parseForm } from '../parseForm.ts'

const ReleaseBody = z.strictObject({
  reason: createFreeTextSchema({ least: 1, most: 500 }),
  /** The findings on the page, in core's text format. An order of Shopify has at most 500 lines. */
  seen: z.string().regex(/^[a-z]+(?: [1-9][0-9]{0,15}:[a-z]+){0,500}$/),
})

/** Parse why staff release an order, and which findings they saw. @throws {InputError} ERR_BODY_INVALID */
export const parseOrderRelease = (value: unknown) => parseForm(ReleaseBody, value)
