import { z } from 'zod'
import { NotFoundError } from '../../core/errors/base.ts'
import { MAX_CHUNK_LINES, MAX_LINE_LENGTH } from '../../core/list/limits.ts'
import { parseForm } from '../parseForm.ts'

/** The maximum lengths only keep garbage out. The flows validate names and addresses. */
const NameBody = z.strictObject({ name: z.string().max(500) })
const ModeBody = z.strictObject({ mode: z.enum(['replace', 'add']) })
const AddressBody = z.strictObject({ address: z.string().max(500) })
const UndoBody = z.strictObject({ openedAt: z.int().nonnegative() })
const LinesBody = z.strictObject({
  firstLine: z.int().positive().max(2_000_000_000),
  lines: z.array(z.string().max(MAX_LINE_LENGTH)).min(1).max(MAX_CHUNK_LINES),
})

/** Parse the name of a list. @throws {InputError} ERR_BODY_INVALID */
export const parseListNameBody = (value: unknown) => parseForm(NameBody, value)

/** Parse whether an import replaces a list or adds to it. @throws {InputError} ERR_BODY_INVALID */
export const parseImportMode = (value: unknown) => parseForm(ModeBody, value)

/** Parse the next lines of an import. @throws {InputError} ERR_BODY_INVALID */
export const parseImportLines = (value: unknown) => parseForm(LinesBody, value)

/** Parse the address that staff check. @throws {InputError} ERR_BODY_INVALID */
export const parseAskedAddress = (value: unknown) => parseForm(AddressBody, value)

/** Parse the list's `updatedAt` when the page opened it. @throws {InputError} ERR_BODY_INVALID */
export const parseUndo = (value: unknown) => parseForm(UndoBody, value)

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Parse the ids in an import's URL. @throws {NotFoundError} ERR_LIST_NOT_FOUND */
export const parseImportIds = (params: Readonly<Record<string, string | undefined>>) => ({
  listId: parseListId(params.list),
  importId: parseListId(params.import),
})

/**
 * Parse the id of a list or import in a URL. @throws {NotFoundError} ERR_LIST_NOT_FOUND if the text cannot be an id.
 */
export function parseListId(text: string | undefined): string {
  if (text && UUID.test(text)) return text
  throw new NotFoundError('ERR_LIST_NOT_FOUND', 'This list does not exist in this shop.', {
    hint: 'Open it from the list of lists.',
  })
}
