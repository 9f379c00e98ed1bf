import { useRevalidator } from '@remix-run/react'
import { Badge, BlockStack, Box, Button, Card, EmptySearchResult, InlineStack, Text } from '@shopify/polaris'
import { useEffect } from 'react'
import { ListPages } from '../page/ListPages.tsx'
import { useListQuery } from '../page/useListQuery.ts'
import type { ReceiverChanges } from './useReceiver.ts'
import type { MessageView } from './views.ts'

const TONES = { sent: 'success', waiting: 'info', failed: 'critical' } as const
const RELOAD_MS = 4000

/** The log of a receiver: what it was sent, what became of it, and the way to send it again. */
export function MessagesCard({
  messages,
  next,
  isOn,
  changes,
}: {
  messages: readonly MessageView[]
  next: string | null
  isOn: boolean
  changes: ReceiverChanges
}) {
  const query = useListQuery([])
  const { revalidate } = useRevalidator()
  const isWaiting = isOn && messages.some(({ state }) => state === 'waiting')
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(revalidate, RELOAD_MS)
    return () => clearInterval(timer)
  }, [isWaiting, revalidate])
  const hasFailed = messages.some(({ state }) => state === 'failed')
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Messages of the last 30 days
          </Text>
          <InlineStack gap="200">
            {hasFailed && (
              <Button disabled={!isOn || changes.isBusy} onClick={() => changes.replay(null)}>
                Send all given up again
              </Button>
            )}
            <Button disabled={!isOn || changes.isBusy} onClick={changes.sendTest}>
              Send a test message
            </Button>
          </InlineStack>
        </InlineStack>
      </Box>
      {messages.length === 0 ? (
        <Box paddingBlockEnd="800">
          <EmptySearchResult
            title="No messages yet"
            description="Messages appear here as things happen. Send a test message to try it."
            withIllustration
          />
        </Box>
      ) : (
        <ul className="palisade-lines">
          {messages.map((message) => (
            <MessageLine key={message.id} message={message} isOn={isOn} changes={changes} />
          ))}
        </ul>
      )}
      <ListPages query={query} next={next} />
    </Card>
  )
}

function MessageLine({
  message: { id, name, kind, at, state, label, error, data },
  isOn,
  changes,
}: {
  message: MessageView
  isOn: boolean
  changes: ReceiverChanges
}) {
  return (
    <li className="palisade-line">
      <Box paddingInline="400" paddingBlock="300">
        <BlockStack gap="150">
          <InlineStack align="space-between" gap="200">
            <InlineStack gap="200" blockAlign="center">
              <Badge tone={TONES[state]}>{label}</Badge>
              <Text as="span" fontWeight="semibold">
                {kind}
              </Text>
            </InlineStack>
            <Text as="span" tone="subdued" variant="bodySm">
              {at}
            </Text>
          </InlineStack>
          {error && (
            <Text as="p" tone="critical" breakWord>
              {error}
            </Text>
          )}
          <details>
            <summary>{name}</summary>
            <pre className="palisade-code">{data}</pre>
          </details>
          {state !== 'waiting' && (
            <InlineStack>
              <Button variant="plain" disabled={!isOn || changes.isBusy} onClick={() => changes.replay(id)}>
                Send again
              </Button>
            </InlineStack>
          )}
        </BlockStack>
      </Box>
    </li>
  )
}
