import { z } from 'zod'
import { InputError } from '../../core/errors/base.ts'
import { createFreeTextSchema } from '../createFreeTextSchema.ts'
import { parseForm } from '../parseForm.ts'
import { TILL_HOURS, type TillForm } from './views.ts'

const TillBody = z.strictObject({
  draftId: z.uuid(),
  name: createFreeTextSchema({ most: 60 }),
  hours: z.string().max(10),
}) satisfies z.ZodType<TillForm>

/** Parse the form of a new till. @throws {InputError} ERR_BODY_INVALID */
export function parseTill(value: unknown): Omit<TillForm, 'hours'> & { readonly hours: number } {
  const { draftId, name, hours: text } = parseForm(TillBody, value)
  if (name === '') throw new InputError('ERR_BODY_INVALID', 'Enter the till’s name.')
  const hours = TILL_HOURS.find((one) => String(one) === text)
  if (hours === undefined) throw new InputError('ERR_BODY_INVALID', 'Choose how long the till works.')
  return { draftId, name, hours }
}

/** Parse a till's id in a URL. An id of another form is one that no till has. */
export function parseTillId(text: string | undefined): string {
  return text !== undefined && /^[0-9a-f]{32}$/.test(text) ? text : ''
}
