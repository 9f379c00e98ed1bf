import { z } from 'zod'
import { isKnownTimezone } from '../../core/gate/isKnownTimezone.ts'
import { GateEntryBody } from '../../gateBody.ts'
import { parseForm } from '../parseForm.ts'

const PreviewBody = z.strictObject({
  file: z.strictObject({
    shop: z.string().max(200),
    timeZone: z.string().max(100).refine(isKnownTimezone, 'is not a time zone'),
  }),
  entry: GateEntryBody,
})

/** Parse a gate of a file, whose import is to be previewed. @throws {InputError} ERR_BODY_INVALID */
export const parsePreview = (value: unknown) => parseForm(PreviewBody, value)
