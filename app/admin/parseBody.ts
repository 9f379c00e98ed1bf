import type { z } from 'zod'
import { InputError } from '../core/errors/base.ts'

/** Read what a page has sent. @throws {InputError} ERR_BODY_INVALID */
export function parseBody<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new InputError(
    'ERR_BODY_INVALID',
    `The form could not be read at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'unknown'}.`,
    { hint: 'Reload the page and try again.' },
  )
}
