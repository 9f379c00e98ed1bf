import { z } from 'zod'
import { parseForm } from '../parseForm.ts'

const Id = z.int().positive()
const CloseBody = z.strictObject({ kind: z.literal('close'), ids: z.array(Id).min(1).max(250) })
const UndoBody = z.strictObject({
  kind: z.literal('undo'),
  products: z
    .array(z.strictObject({ id: Id, status: z.enum(['ACTIVE', 'UNLISTED']) }))
    .min(1)
    .max(250),
})

/** Parse which products to make drafts, or to give back their status. @throws {InputError} ERR_BODY_INVALID */
export const parseClosing = (value: unknown) =>
  parseForm(z.discriminatedUnion('kind', [CloseBody, UndoBody]), value)
