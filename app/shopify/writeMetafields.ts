import { ConflictError } from '../core/errors/base.ts'
import { metafieldsDelete } from './metafieldsDelete.ts'
import { type MetafieldSet, metafieldsSet } from './metafieldsSet.ts'
import { readMetafields } from './readMetafields.ts'
import type { AdminGraphql } from './runOperation.ts'

/** What to make of a metafield; null takes it away. */
export type MetafieldWrite = Omit<MetafieldSet, 'value'> & { readonly value: string | null }

/**
 * Write metafields as they were read; those that are taken away come last.
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function writeMetafields({
  graphql,
  writes,
}: {
  graphql: AdminGraphql
  writes: readonly MetafieldWrite[]
}): Promise<void> {
  const isSet = (write: MetafieldWrite): write is MetafieldSet => write.value !== null
  await metafieldsSet({ graphql, metafields: writes.filter(isSet) })
  const gone = writes.filter((write) => !isSet(write))
  if (gone.length === 0) return
  // Shopify compares no digest where it takes away: looked at right before, and by whoever plans right after.
  const found = await readMetafields({ graphql, names: gone })
  const isChanged = gone.some(({ digest }, i) => {
    const standing = found[i]
    return standing && standing !== 'owner-gone' && standing.digest !== digest
  })
  if (isChanged) {
    throw new ConflictError('ERR_SHOPIFY_STALE', 'What was to be taken away changed meanwhile.', {
      hint: 'Nothing is lost. Try again.',
    })
  }
  await metafieldsDelete({ graphql, metafields: gone })
}
