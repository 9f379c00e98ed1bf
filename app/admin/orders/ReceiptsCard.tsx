import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris'
import { CopyButton } from '../developers/CopyButton.tsx'
import { useIsStore } from '../page/PlatformProvider.ts'
import { SECTIONS } from '../page/sections.ts'
import type { ReceiptView } from './views.ts'

export type ReceiptsCardProps = {
  readonly receipts: readonly ReceiptView[]
  /** The page that says how to verify one. */
  readonly guide: string
}

/** Card: the signed receipts of an order, or how to get them. */
export function ReceiptsCard({ receipts, guide }: ReceiptsCardProps) {
  const isStore = useIsStore()
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Receipts
        </Text>
        {receipts.length === 0 ? (
          <Text as="p" tone="subdued">
            None is signed.{' '}
            {!isStore && (
              <>
                <Link url={SECTIONS.settings.url}>Settings</Link> can have them written on orders.{' '}
              </>
            )}
            The API signs one when it is asked.
          </Text>
        ) : (
          receipts.map((receipt) => <ReceiptItem key={receipt.id} receipt={receipt} />)
        )}
        <Text as="p">
          <Link url={guide} target="_blank" external>
            How to verify a receipt
          </Link>
        </Text>
      </BlockStack>
    </Card>
  )
}

function ReceiptItem({ receipt: { gate, revision, blocks, signedAt, token } }: { receipt: ReceiptView }) {
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <Text as="h3" variant="headingSm" breakWord>
          {gate}
        </Text>
        <CopyButton text={token} name={`receipt of ${gate}`} isAlone label="Copy receipt" />
      </InlineStack>
      {blocks.map((block) => (
        <Text key={block} as="span" breakWord>
          {block}
        </Text>
      ))}
      <Text as="span" tone="subdued" variant="bodySm">
        {revision} · signed {signedAt}
      </Text>
    </BlockStack>
  )
}
