import { useNavigate, useSearchParams } from '@remix-run/react'
import {
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Layout,
  Link,
  Page,
  Pagination,
  Text,
} from '@shopify/polaris'
import { useState } from 'react'
import picture from '../list/noGates.svg'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { SECTIONS } from '../page/sections.ts'
import { FieldList } from './FieldList.tsx'
import { RestoreModal } from './RestoreModal.tsx'
import type { ChangeView, HistoryView } from './views.ts'

/** Page of what was changed at one gate or all: who, when, what, and a way back. */
export function HistoryPage({ changes, gateName, next, timeZone }: HistoryView) {
  const navigate = useNavigate()
  const [query, setQuery] = useSearchParams()
  const [chosen, setChosen] = useState<ChangeView | null>(null)
  const gate = query.get('gate')
  const isFirst = !query.has('before')
  const back =
    gate !== null && changes[0]?.gate.isDeleted === false
      ? { content: changes[0].gate.name, url: `/app/gates/${gate}` }
      : SECTIONS.gates
  return (
    <Page
      title="History"
      subtitle={gateName === null ? 'Changes of all gates' : `Changes of “${gateName}”`}
      backAction={back}
      {...(gate !== null && { secondaryActions: [{ content: 'All gates', url: '/app/gates/history' }] })}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {changes.length === 0 ? (
              <EmptyCard heading={isFirst ? 'No changes yet' : 'No older changes'} image={picture}>
                Each time a gate is created, changed, paused or deleted, it shows here with who did it.
              </EmptyCard>
            ) : (
              <Card>
                <ul className="palisade-lines">
                  {changes.map((change) => (
                    <li className="palisade-line" key={change.id}>
                      <ChangeLine
                        change={change}
                        isOfAll={gate === null}
                        onRestore={() => setChosen(change)}
                      />
                    </li>
                  ))}
                </ul>
              </Card>
            )}
            {(!isFirst || next !== null) && (
              <InlineStack align="center">
                <Pagination
                  hasPrevious={!isFirst}
                  onPrevious={() => navigate(-1)}
                  hasNext={next !== null}
                  onNext={() => next !== null && setQuery({ ...(gate !== null && { gate }), before: next })}
                />
              </InlineStack>
            )}
            <Box paddingInline="400" paddingBlockEnd="400">
              <Text as="p" tone="subdued" alignment="center">
                Times are in your shop’s time zone, {timeZone}.
              </Text>
            </Box>
          </BlockStack>
        </Layout.Section>
      </Layout>
      {chosen?.restore && (
        <RestoreModal change={chosen} openedAt={chosen.restore.openedAt} onClose={() => setChosen(null)} />
      )}
    </Page>
  )
}

function ChangeLine({
  change: { gate, title, at, fields, note, restore },
  isOfAll,
  onRestore,
}: {
  change: ChangeView
  /** Whether the page shows all gates. */
  isOfAll: boolean
  onRestore: () => void
}) {
  return (
    <InlineStack gap="300" align="space-between" blockAlign="start" wrap={false}>
      <BlockStack gap="100">
        <Text as="h2" variant="headingSm" breakWord>
          {title}
        </Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {at}
        </Text>
        {note !== null && <Text as="p">{note}</Text>}
        {fields.length > 0 && <FieldList fields={fields} />}
        {isOfAll && <Link url={`/app/gates/history?gate=${gate.number}`}>History of this gate</Link>}
      </BlockStack>
      {restore && (
        <Button onClick={onRestore} accessibilityLabel={`Restore the version of ${at}`}>
          Restore
        </Button>
      )}
    </InlineStack>
  )
}
