import { useNavigate } from '@remix-run/react'
import { Banner, BlockStack, Box, Card, IndexTable, Link, Page, Text } from '@shopify/polaris'
import { useState } from 'react'
import picture from '../developers/noProjects.svg'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { PagedTable } from '../page/PagedTable.tsx'
import { useIsStore, useWords } from '../page/PlatformProvider.ts'
import { SECTIONS } from '../page/sections.ts'
import { CreateReceiverModal } from './CreateReceiverModal.tsx'
import { NewSecretModal } from './NewSecretModal.tsx'
import { ReceiverBadge } from './ReceiverBadge.tsx'
import { RECEIVERS_TITLE, RECEIVERS_URL } from './receiverWords.ts'
import type { GateOption, IssuedReceiver, ReceiverRowView } from './views.ts'

export type ReceiverListPageProps = {
  readonly receivers: readonly ReceiverRowView[]
  readonly gates: readonly GateOption[]
  readonly timeZone: string
}

const MESSAGES = 'Palisade posts a signed message when a gate opens, an order uses it, or something changes.'
const ABOUT = {
  shopify: `${MESSAGES} Shopify Flow can start workflows with the same messages.`,
  bigcommerce: MESSAGES,
} as const

/** The receivers of a shop: webhooks, and Shopify Flow. */
export function ReceiverListPage({ receivers, gates, timeZone }: ReceiverListPageProps) {
  const navigate = useNavigate()
  const isStore = useIsStore()
  const words = useWords()
  const [asked, setAsked] = useState<'url' | 'flow' | null>(null)
  const [issued, setIssued] = useState<IssuedReceiver | null>(null)
  const hasFlow = receivers.some(({ isFlow }) => isFlow)
  const goTo = ({ id }: IssuedReceiver) => navigate(`${RECEIVERS_URL}/${id}`)
  const finish = (made: IssuedReceiver) => {
    setAsked(null)
    if (made.secret === null) goTo(made)
    else setIssued(made)
  }
  const add = { content: 'Add webhook', onAction: () => setAsked('url') }
  const connect = { content: 'Connect Shopify Flow', onAction: () => setAsked('flow') }
  const mayConnect = !isStore && !hasFlow
  const isNew = receivers.length === 0
  return (
    <Page
      title={words(RECEIVERS_TITLE)}
      subtitle="Tell your other systems what happens at your gates"
      backAction={SECTIONS.settings}
      {...(!isNew && { primaryAction: add, secondaryActions: mayConnect ? [connect] : [] })}
    >
      <BlockStack gap="400">
        {receivers.flatMap(({ id, name, status }) =>
          status.reason === null ? [] : [<Trouble key={id} id={id} name={name} reason={status.reason} />],
        )}
        {isNew ? (
          <EmptyCard
            heading="Tell your other systems"
            image={picture}
            action={add}
            {...(mayConnect && { secondaryAction: connect })}
          >
            {words(ABOUT)}
          </EmptyCard>
        ) : (
          <Card padding="0">
            <ReceiverTable receivers={receivers} />
          </Card>
        )}
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued" alignment="center">
            Times are in your shop’s time zone, {timeZone}.
          </Text>
        </Box>
      </BlockStack>
      {asked && (
        <CreateReceiverModal
          isFlow={asked === 'flow'}
          gates={gates}
          onCreated={finish}
          onClose={() => setAsked(null)}
        />
      )}
      {issued?.secret && (
        <NewSecretModal secret={issued.secret} isRotated={false} onClose={() => goTo(issued)} />
      )}
    </Page>
  )
}

function Trouble({ id, name, reason }: { id: string; name: string; reason: string }) {
  const action = { content: 'Open', url: `${RECEIVERS_URL}/${id}` }
  return (
    <Banner tone="warning" title={name} action={action}>
      <p>{reason}</p>
    </Banner>
  )
}

/** The receivers as a table. */
export function ReceiverTable({ receivers }: Pick<ReceiverListPageProps, 'receivers'>) {
  return (
    <PagedTable
      selectable={false}
      resourceName={{ singular: 'webhook', plural: 'webhooks' }}
      itemCount={receivers.length}
      headings={[{ title: 'Sends to' }, { title: 'Messages' }, { title: 'Status' }]}
    >
      {receivers.map(({ id, name, chosen, status, changedAt }, i) => (
        <IndexTable.Row key={id} id={id} position={i}>
          <IndexTable.Cell className="palisade-wrap palisade-wide">
            <BlockStack gap="050">
              <Link dataPrimaryLink removeUnderline monochrome url={`${RECEIVERS_URL}/${id}`}>
                <Text as="span" fontWeight="semibold" breakWord>
                  {name}
                </Text>
              </Link>
              <Text as="span" tone="subdued" variant="bodySm">
                Changed {changedAt}
              </Text>
            </BlockStack>
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap">{chosen}</IndexTable.Cell>
          <IndexTable.Cell>
            <ReceiverBadge status={status} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </PagedTable>
  )
}
