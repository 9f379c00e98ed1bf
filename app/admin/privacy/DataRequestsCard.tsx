import { useFetcher, useNavigate, useSearchParams } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Badge, BlockStack, Button, Card, InlineStack, Pagination, Text } from '@shopify/polaris'
import { useState } from 'react'
import type { DataRequest } from '../../core/privacy/types.ts'
import { formatDayAt } from '../formatDays.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'
import { writeFile } from '../writeFile.ts'

/** Card of customers' data requests: each has a file to download, and a button that marks it as answered. */
export function DataRequestsCard({
  requests,
  next,
}: {
  requests: readonly DataRequest[]
  /** Mark of the next page; null on the last page. */
  next: number | null
}) {
  const [query, setQuery] = useSearchParams()
  const navigate = useNavigate()
  const isFirst = !query.has('before')
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Customer data requests
        </Text>
        <Text as="p" tone="subdued">
          When a customer asks for their data, Shopify sends the request to Palisade. Download what Palisade
          stores about the customer, send it to them within 30 days, and mark the request as answered.
        </Text>
        {requests.length === 0 && <Text as="p">{isFirst ? 'No requests yet.' : 'No older requests.'}</Text>}
        {requests.map((request) => (
          <DataRequestRow key={request.id} request={request} />
        ))}
        {(!isFirst || next !== null) && (
          <Pagination
            hasPrevious={!isFirst}
            onPrevious={() => navigate(-1)}
            hasNext={next !== null}
            onNext={() => next !== null && setQuery({ before: String(next) }, { preventScrollReset: true })}
          />
        )}
      </BlockStack>
    </Card>
  )
}

function DataRequestRow({ request }: { request: DataRequest }) {
  const { id, customerId, orderIds, receivedAt, dueAt, answeredAt } = request
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: `data-request ${id}` })
  const [failure, setFailure] = useState<string | null>(null)
  const address = `/app/settings/data-requests/${id}`
  useAnswer(fetcher, (answer) => {
    if (answer.kind === 'done') shopify.toast.show('Request marked as answered')
    else
      setFailure(
        answer.kind === 'failed' ? answer.message : 'The request could not be marked as answered. Try again.',
      )
  })
  const download = async () => {
    setFailure(null)
    const response = await fetch(address).catch(() => null)
    if (!response?.ok) return setFailure('The file could not be downloaded. Try again in a moment.')
    writeFile({ file: await response.blob(), name: `customer-data-${id}.json` })
  }
  const whose = customerId === null ? `Orders ${orderIds.join(', ')}` : `Customer ${customerId}`
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {whose}
        </Text>
        <Badge {...(answeredAt === null && { tone: 'attention' })}>
          {answeredAt === null ? `Answer by ${formatDayAt(dueAt)}` : `Answered on ${formatDayAt(answeredAt)}`}
        </Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        Received on {formatDayAt(receivedAt)}
      </Text>
      {failure && (
        <Text as="p" tone="critical">
          {failure}
        </Text>
      )}
      <InlineStack gap="200">
        <Button onClick={() => void download()}>Download data</Button>
        {answeredAt === null && (
          <Button
            loading={fetcher.state !== 'idle'}
            onClick={() => {
              setFailure(null)
              fetcher.submit({}, { method: 'post', encType: 'application/json', action: address })
            }}
          >
            Mark as answered
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  )
}
