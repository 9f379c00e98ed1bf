import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, Button, Card, InlineError, Link, Text } from '@shopify/polaris'
import { useState } from 'react'
import { describeAnswer } from '../describeAnswer.ts'
import { formatCount } from '../list/formatCount.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ListAnswer, ListView } from './views.ts'

/** Card: size of the list, undo of the last import, gates that use the list, and what is stored of the addresses. */
export function AboutListCard({ list, timeZone }: { list: ListView; timeZone: string }) {
  const { undo, isBusy, failure } = useUndoImport(list)
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="p" variant="headingLg">
            {formatCount(list.size, 'address', 'addresses')}
          </Text>
          <Text as="p" tone="subdued">
            Last changed {list.changedAt} ({timeZone})
          </Text>
        </BlockStack>
        {list.previousSize !== null && (
          <BlockStack gap="100" inlineAlign="start">
            <Button loading={isBusy} onClick={undo}>
              Undo last import
            </Button>
            <Text as="p" tone="subdued" variant="bodySm">
              The list goes back to {formatCount(list.previousSize, 'address', 'addresses')}.
            </Text>
            {failure && <InlineError message={failure} fieldID="undo-import" />}
          </BlockStack>
        )}
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            Gates that use it
          </Text>
          {list.gates.length === 0 ? (
            <Text as="p" tone="subdued">
              None yet. In a gate, add a condition and choose this list.
            </Text>
          ) : (
            <ul className="palisade-plain-list">
              {list.gates.map(({ number, name }) => (
                <li key={number}>
                  <Link url={`/app/gates/${number}`}>{name}</Link>
                </li>
              ))}
            </ul>
          )}
        </BlockStack>
        <Text as="p" tone="subdued">
          Palisade stores a fingerprint of each address, not the address itself, so nobody can read or
          download the list. Keep your own copy.
        </Text>
      </BlockStack>
    </Card>
  )
}

/** Undo the last import of a list. */
function useUndoImport({ id, openedAt }: Pick<ListView, 'id' | 'openedAt'>) {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ListAnswer<null>>({ key: `undo-list-${id}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind === 'done') shopify.toast.show('Import undone')
  })
  return {
    failure,
    isBusy: fetcher.state !== 'idle',
    undo: () => {
      fetcher.submit(
        { openedAt },
        { method: 'post', encType: 'application/json', action: `/app/lists/${id}/undo` },
      )
    },
  }
}
