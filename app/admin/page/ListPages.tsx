import { Box, InlineStack, Pagination } from '@shopify/polaris'
import type { ListQuery } from './useListQuery.ts'

/** The buttons below a list without a table, to its pages before and after; nothing if it has one page. */
export function ListPages({ query, next }: { readonly query: ListQuery; readonly next: string | null }) {
  if (query.goBack === null && next === null) return null
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Pagination
          hasPrevious={query.goBack !== null}
          onPrevious={() => query.goBack?.()}
          hasNext={next !== null}
          onNext={() => query.goOnTo(next)?.()}
        />
      </InlineStack>
    </Box>
  )
}
