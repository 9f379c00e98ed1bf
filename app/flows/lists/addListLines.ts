import { InputError } from '../../core/errors/base.ts'
import { endedImport, tooLargeList } from '../../core/list/importErrors.ts'
import { MAX_LIST_SIZE } from '../../core/list/limits.ts'
import { parseListLines } from '../../core/list/parseListLines.ts'
import type { BadLine, ListImport } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'

export type AddListLinesParameters = {
  readonly myshopifyDomain: string
  readonly listId: string
  readonly importId: string
  /** Number of the first line, counted from 1. Lines must come in order. */
  readonly firstLine: number
  readonly lines: readonly string[]
}

export type AddListLinesResult = {
  readonly import: ListImport
  /** The unreadable ones among these lines. */
  readonly bad: readonly BadLine[]
}

/**
 * Append the next lines of a file or text to an import. Lines that were sent before are not counted again, so a client
 * that got no answer may send them again.
 *
 * @throws {ConflictError} ERR_LIST_STALE if the import has ended
 * @throws {InputError} ERR_LIST_TOO_LARGE, which ends the import; ERR_BODY_INVALID if these lines are not the next
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function addListLines(
  ctx: Needs<'now' | 'shops' | 'toChecksumAddress' | 'lists'>,
  { myshopifyDomain, listId, importId, firstLine, lines }: AddListLinesParameters,
): Promise<AddListLinesResult> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const ids = { shopId, listId, importId }
  const now = ctx.now()
  const standing = await ctx.lists.findImport({ ...ids, now })
  if (standing === null) throw endedImport()
  const parsed = parseListLines({
    lines,
    firstLine,
    isFirst: firstLine === 1 || isBlank(standing),
    isTable: firstLine !== 1 && standing.isTable,
    toChecksumAddress: ctx.toChecksumAddress,
  })
  const lastLine = firstLine + lines.length - 1
  if (lastLine <= standing.lines) return { import: standing, bad: parsed.bad }
  if (firstLine !== standing.lines + 1) throw wrongOrder()
  const appended = await ctx.lists.append({
    ...ids,
    expectedLines: standing.lines,
    lines: lines.length,
    addresses: parsed.addresses,
    bad: parsed.bad.length,
    isTable: parsed.isTable,
    now,
  })
  if (appended === null) {
    // A concurrent request may have appended the same lines first.
    const since = await ctx.lists.findImport({ ...ids, now })
    if (since === null) throw endedImport()
    if (lastLine > since.lines) throw wrongOrder()
    return { import: since, bad: parsed.bad }
  }
  if (appended.entries > MAX_LIST_SIZE) {
    await ctx.lists.cancelImport(ids)
    throw tooLargeList()
  }
  return { import: appended, bad: parsed.bad }
}

function isBlank({ entries, duplicates, bad, isTable }: ListImport): boolean {
  return entries + duplicates + bad === 0 && !isTable
}

function wrongOrder(): InputError {
  return new InputError('ERR_BODY_INVALID', 'These lines are not the next lines of the import.', {
    hint: 'Start the import again.',
  })
}
