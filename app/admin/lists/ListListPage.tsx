import { useNavigate } from '@remix-run/react'
import { BlockStack, Box, Card, Page, Text } from '@shopify/polaris'
import { useState } from 'react'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { SECTIONS } from '../page/sections.ts'
import { ListTable } from './ListTable.tsx'
import { NameListModal } from './NameListModal.tsx'
import picture from './noLists.svg'
import type { ListRowView } from './views.ts'

export type ListListPageProps = { readonly lists: readonly ListRowView[]; readonly timeZone: string }

/** The lists of a shop. */
export function ListListPage({ lists, timeZone }: ListListPageProps) {
  const navigate = useNavigate()
  const [isCreating, setIsCreating] = useState(false)
  const create = () => setIsCreating(true)
  const hasLists = lists.length > 0
  return (
    <Page
      title={SECTIONS.lists.content}
      subtitle="Wallets you let in or keep out, whatever they hold"
      {...(hasLists && { primaryAction: { content: 'Create list', onAction: create } })}
    >
      {hasLists ? (
        <BlockStack gap="400">
          <Card padding="0">
            <ListTable lists={lists} />
          </Card>
          <Box paddingInline="400" paddingBlockEnd="400">
            <Text as="p" tone="subdued" alignment="center">
              Times are in your shop’s time zone, {timeZone}.
            </Text>
          </Box>
        </BlockStack>
      ) : (
        <EmptyCard
          heading="Let in the wallets you choose"
          image={picture}
          action={{ content: 'Create list', onAction: create }}
          footerContent="Palisade stores addresses as fingerprints, so nobody can read your list."
        >
          Import the addresses of your early supporters, and open a gate for them whatever they hold. Or keep
          some wallets out.
        </EmptyCard>
      )}
      {isCreating && (
        <NameListModal
          title="Create list"
          button="Create"
          action="/app/lists/new"
          onNamed={({ id }) => navigate(`/app/lists/${id}`)}
          onClose={() => setIsCreating(false)}
        />
      )}
    </Page>
  )
}
