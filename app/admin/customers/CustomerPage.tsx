import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, Card, InlineError, InlineStack, Layout, Link, Modal, Page, Text } from '@shopify/polaris'
import { useState } from 'react'
import { describeAnswer } from '../describeAnswer.ts'
import type { ShopLink } from '../page/composeShopLink.ts'
import { useIsStore, useWords } from '../page/PlatformProvider.ts'
import { SECTIONS } from '../page/sections.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import { writeFile } from '../writeFile.ts'
import type { CustomerPageView } from './views.ts'

/** Page of what is stored about one customer: see it, download it, erase it. */
export function CustomerPage(customer: CustomerPageView & { readonly link: ShopLink }) {
  const { id, isEmpty, link } = customer
  const isStore = useIsStore()
  const [isErasing, setIsErasing] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const download = async () => {
    setFailure(null)
    const response = await fetch(`${SECTIONS.customers.url}/${id}/data`).catch(() => null)
    if (!response?.ok) return setFailure('The file could not be downloaded. Try again in a moment.')
    writeFile({ file: await response.blob(), name: `customer-${id}.json` })
  }
  return (
    <Page
      title={`Customer ${id}`}
      backAction={SECTIONS.customers}
      secondaryActions={[
        { ...link, target: '_top' },
        { content: 'Download data', onAction: () => void download() },
        {
          content: 'Erase data',
          destructive: true,
          disabled: isEmpty,
          onAction: () => setIsErasing(true),
        },
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {failure && <InlineError message={failure} fieldID="customer-data" />}
            <StoredData customer={customer} />
          </BlockStack>
        </Layout.Section>
        {!isStore && (
          <Layout.Section variant="oneThird">
            <TagList customer={customer} />
          </Layout.Section>
        )}
      </Layout>
      {isErasing && <EraseModal id={id} onClose={() => setIsErasing(false)} />}
    </Page>
  )
}

function StoredData({ customer: { kinds, isEmpty } }: { customer: CustomerPageView }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Stored data
        </Text>
        {isEmpty && <Text as="p">Palisade stores nothing about this customer.</Text>}
        <ul className="palisade-lines">
          {kinds
            .filter(({ count }) => count > 0)
            .map(({ kind, title, about, count }) => (
              <li className="palisade-line" key={kind}>
                <InlineStack align="space-between" gap="200" wrap={false}>
                  <BlockStack gap="050">
                    <Text as="h3" variant="headingSm">
                      {title}
                    </Text>
                    <Text as="p" tone="subdued">
                      {about}
                    </Text>
                  </BlockStack>
                  <Text as="span" numeric>
                    {count.toLocaleString('en')}
                  </Text>
                </InlineStack>
              </li>
            ))}
        </ul>
      </BlockStack>
    </Card>
  )
}

function TagList({ customer: { gates } }: { customer: CustomerPageView }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Gates
        </Text>
        {gates.length === 0 && <Text as="p">No gate tags this customer.</Text>}
        {gates.map(({ number, name, status }) => (
          <BlockStack key={number} gap="050">
            <span className="palisade-break">
              <Link url={`/app/gates/${number}`}>{name}</Link>
            </span>
            <Text as="p" tone="subdued">
              {status}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}

const ERASURE = {
  shopify:
    'Palisade forgets the customer’s wallets and visits, and removes the tags that it gave them. Their orders stay, without wallet or cart. This cannot be undone.',
  bigcommerce:
    'Palisade forgets the customer’s wallets and visits. Their orders stay, without wallet or cart. This cannot be undone.',
} as const

/** Dialog that erases what is stored about a customer. */
function EraseModal({ id, onClose }: { id: string; onClose: () => void }) {
  useFocusBack()
  const words = useWords()
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: `erase-${id}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    shopify.toast.show('Customer’s data erased')
    onClose()
  })
  const isBusy = fetcher.state !== 'idle'
  const erase = () =>
    fetcher.submit(
      {},
      { method: 'post', encType: 'application/json', action: `${SECTIONS.customers.url}/${id}/erase` },
    )
  return (
    <Modal
      open
      onClose={onClose}
      title={`Erase the data of customer ${id}?`}
      primaryAction={{
        content: 'Erase data',
        destructive: true,
        loading: isBusy,
        onAction: () => void erase(),
      }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{words(ERASURE)}</Text>
          <Text as="p">
            {words(
              'The customer stays in Shopify. If they unlock a gate while signed in, Palisade stores them again.',
            )}
          </Text>
          {failure && <InlineError message={failure} fieldID="erase" />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
