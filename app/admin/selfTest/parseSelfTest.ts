import { z } from 'zod'
import type { ThemeAnswer } from '../../core/block/types.ts'
import { parseForm } from '../parseForm.ts'

const BODY = z.strictObject({
  theme: z.enum(['added', 'missing', 'silent']).default('silent'),
})

/** Parse the request of a self-test: what the merchant’s browser heard from Shopify’s admin about the theme. */
export function parseSelfTest(body: unknown): { theme: ThemeAnswer } {
  return parseForm(BODY, body)
}
