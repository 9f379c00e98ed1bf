import { BlockStack, Box, IndexTable, Link, Text, useBreakpoints } from '@shopify/polaris'
import { formatCount } from '../list/formatCount.ts'
import type { ListRowView } from './views.ts'

type ListItemProps = { readonly list: ListRowView; readonly position: number }

/** The lists as a table, or as a list on a narrow screen. */
export function ListTable({ lists }: { lists: readonly ListRowView[] }) {
  const { mdDown } = useBreakpoints()
  const Item = mdDown ? ListLine : ListRow
  return (
    <IndexTable
      condensed={mdDown}
      selectable={false}
      resourceName={{ singular: 'list', plural: 'lists' }}
      itemCount={lists.length}
      headings={[{ title: 'List' }, { title: 'Addresses', alignment: 'end' }, { title: 'Gates that use it' }]}
    >
      {lists.map((list, i) => (
        <Item key={list.id} list={list} position={i} />
      ))}
    </IndexTable>
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
        <Text as="span" alignment="end" numeric>
          {list.size.toLocaleString('en')}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap palisade-wide">{formatGateNames(list)}</IndexTable.Cell>
    </IndexTable.Row>
  )
}

function ListLine({ list, position }: ListItemProps) {
  return (
    <IndexTable.Row id={list.id} position={position}>
      <Box paddingBlock="300" paddingInline="400" width="100%">
        <BlockStack gap="100">
          <ListLink list={list} />
          <Text as="span">{formatCount(list.size, 'address', 'addresses')}</Text>
          <Text as="span" breakWord tone="subdued">
            {list.gates.length === 0 ? 'No gate uses it yet' : `Used by ${formatGateNames(list)}`}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            Changed {list.changedAt}
          </Text>
        </BlockStack>
      </Box>
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
