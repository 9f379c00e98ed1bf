import { InputError } from '../../core/errors/base.ts'
import { endedImport, tooLargeList } from '../../core/list/importErrors.ts'
import { MAX_LIST_SIZE } from '../../core/list/limits.ts'
import { type ParsedListLines, parseListLines } from '../../core/list/parseListLines.ts'
import type { BadLine, ListImport } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'
import { readNames } from './readNames.ts'

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
  ctx: Needs<'now' | 'shops' | 'toChecksumAddress' | 'readEnsAddresses' | 'lists'>,
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
  const { addresses, bad } = await addNames(ctx, parsed)
  if (lastLine <= standing.lines) return { import: standing, bad }
  if (firstLine !== standing.lines + 1) throw wrongOrder()
  const appended = await ctx.lists.append({
    ...ids,
    expectedLines: standing.lines,
    lines: lines.length,
    addresses,
    bad: bad.length,
    isTable: parsed.isTable,
    now,
  })
  if (appended === null) {
    // A concurrent request may have appended the same lines first.
    const since = await ctx.lists.findImport({ ...ids, now })
    if (since === null) throw endedImport()
    if (lastLine > since.lines) throw wrongOrder()
    return { import: since, bad }
  }
  if (appended.entries > MAX_LIST_SIZE) {
    await ctx.lists.cancelImport(ids)
    throw tooLargeList()
  }
  return { import: appended, bad }
}

/** Resolve the names of the lines. Those without an address join the bad lines. */
async function addNames(
  ctx: Needs<'readEnsAddresses'>,
  { addresses, names, bad }: ParsedListLines,
): Promise<Pick<ParsedListLines, 'addresses' | 'bad'>> {
  const answers = await readNames(ctx, { names: names.map(({ name }) => name) })
  const found = answers.flatMap((answer) => (answer.kind === 'address' ? [answer.address] : []))
  const missing = answers.flatMap((answer, i) =>
    answer.kind === 'bad' ? [{ line: names[i]?.line ?? 0, reason: answer.reason }] : [],
  )
  return {
    addresses: [...addresses, ...found],
    bad: [...bad, ...missing].sort((a, b) => a.line - b.line),
  }
}

function isBlank({ entries, duplicates, bad, isTable }: ListImport): boolean {
  return entries + duplicates + bad === 0 && !isTable
}

function wrongOrder(): InputError {
  return new InputError('ERR_BODY_INVALID', 'These lines are not the next lines of the import.', {
    hint: 'Start the import again.',
  })
}
