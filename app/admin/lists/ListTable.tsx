import { BlockStack, IndexTable, Link, Text } from '@shopify/polaris'
import { PagedTable } from '../page/PagedTable.tsx'
import type { ListRowView } from './views.ts'

type ListItemProps = { readonly list: ListRowView; readonly position: number }

const HEADINGS = [{ title: 'List' }, { title: 'Addresses' }, { title: 'Gates that use it' }] as const

/** The lists of a shop. */
export function ListTable({ lists }: { lists: readonly ListRowView[] }) {
  return (
    <PagedTable
      selectable={false}
      resourceName={{ singular: 'list', plural: 'lists' }}
      itemCount={lists.length}
      headings={[...HEADINGS]}
    >
      {lists.map((list, i) => (
        <ListRow key={list.id} list={list} position={i} />
      ))}
    </PagedTable>
  )
}

function ListRow({ list, position }: ListItemProps) {
  return (
    <IndexTable.Row id={list.id} position={position}>
      <IndexTable.Cell className="palisade-wrap palisade-name">
        <BlockStack gap="050">
          <ListLink list={list} />
          <Text as="span" tone="subdued" variant="bodySm">
            Changed {list.changedAt}
          </Text>
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric>
          {list.size.toLocaleString('en')}
          <span className="palisade-narrow"> {list.size === 1 ? 'address' : 'addresses'}</span>
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap palisade-wide">
        <span className="palisade-narrow">Used by: </span>
        {formatGateNames(list)}
      </IndexTable.Cell>
    </IndexTable.Row>
  )
}

function ListLink({ list }: { list: ListRowView }) {
  return (
    <Link dataPrimaryLink removeUnderline monochrome url={`/app/lists/${list.id}`}>
      <Text as="span" fontWeight="semibold" breakWord>
        {list.name}
      </Text>
    </Link>
  )
}

const GATES_IN_A_ROW = 2

function formatGateNames({ gates }: ListRowView): string {
  if (gates.length === 0) return 'None yet'
  const shown = gates.slice(0, GATES_IN_A_ROW).map(({ name }) => name)
  const rest = gates.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}
