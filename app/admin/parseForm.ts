import type { z } from 'zod'
import { parseBody } from '../parseBody.ts'

/** Parse the body that a page of the admin sent. @throws {InputError} ERR_BODY_INVALID */
export function parseForm<Form>(schema: z.ZodType<Form>, value: unknown): Form {
  return parseBody(schema, value, 'Reload the page and try again.')
}
