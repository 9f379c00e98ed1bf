import {
  BlockStack,
  Box,
  Card,
  EmptySearchResult,
  IndexTable,
  Layout,
  Link,
  Page,
  Text,
} from '@shopify/polaris'
import { PagedTable, type Paging } from '../page/PagedTable.tsx'
import { useIsStore } from '../page/PlatformProvider.ts'
import { SearchField } from '../page/SearchField.tsx'
import { SECTIONS } from '../page/sections.ts'
import { useListQuery } from '../page/useListQuery.ts'
import { describeNoCustomers } from './describeCustomers.ts'
import { StoreCustomersPage } from './StoreCustomersPage.tsx'
import { StoredCard } from './StoredCard.tsx'
import { TaggingBanner } from './TaggingBanner.tsx'
import { TagsCard } from './TagsCard.tsx'
import { useTagging } from './useTagging.ts'
import type { CustomersView, CustomerView } from './views.ts'

/** Page of the customers who hold tokens: the tags of the gates, who has them, and what is stored about customers. */
export function CustomersPage(props: CustomersView) {
  const tagging = useTagging()
  const isStore = useIsStore()
  if (isStore) return <StoreCustomersPage />
  return (
    <Page title={SECTIONS.customers.content} subtitle="Tags for signed-in customers who hold tokens">
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <TaggingBanner {...props} tagging={tagging} />
            <TagsCard {...props} />
            <ListCard {...props} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <StoredCard />
            <Box paddingInline={{ xs: '400', sm: '0' }}>
              <Text as="p" tone="subdued">
                Times are in your shop’s time zone, {props.timeZone}.
              </Text>
            </Box>
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function ListCard({ isOn, customers, next, unknown }: CustomersView) {
  const query = useListQuery(['search'])
  const search = query.read('search')
  return (
    <Card padding="0">
      <Box padding="300">
        <SearchField
          label="Search by customer number or wallet"
          value={search}
          onSearch={(text) => query.set({ search: text })}
        />
      </Box>
      {customers.length === 0 ? (
        <div className="palisade-nothing">
          <EmptySearchResult
            title={search === '' ? 'No customers yet' : 'No customers found'}
            description={describeNoCustomers({ search, unknown, isOn })}
            withIllustration
          />
        </div>
      ) : (
        <CustomerTable
          customers={customers}
          isLoading={query.isLoading}
          paging={{ onPrevious: query.goBack, onNext: query.goOnTo(next) }}
        />
      )}
    </Card>
  )
}

const HEADINGS = [{ title: 'Customer' }, { title: 'Gates' }, { title: 'Last checked' }] as const

function CustomerTable({
  customers,
  isLoading,
  paging,
}: {
  customers: readonly CustomerView[]
  isLoading: boolean
  paging: Paging
}) {
  return (
    <PagedTable
      selectable={false}
      paging={paging}
      loading={isLoading}
      resourceName={{ singular: 'customer', plural: 'customers' }}
      itemCount={customers.length}
      headings={[...HEADINGS]}
    >
      {customers.map(({ id, gates, checkedAt }, i) => (
        <IndexTable.Row key={id} id={id} position={i}>
          <IndexTable.Cell className="palisade-wrap palisade-name">
            <Link dataPrimaryLink removeUnderline monochrome url={`${SECTIONS.customers.url}/${id}`}>
              <Text as="span" fontWeight="semibold" breakWord>
                {id}
              </Text>
            </Link>
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap">
            {gates.map(({ number, name, status }) => (
              <Text key={number} as="p" breakWord>
                {`${name}: ${status}`}
              </Text>
            ))}
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap">
            <span className="palisade-narrow">Last checked </span>
            {checkedAt}
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </PagedTable>
  )
}
