import { BlockStack, Button, Text } from '@shopify/polaris'
import { XIcon } from '@shopify/polaris-icons'
import { ProductThumbnail } from '../ProductThumbnail.tsx'
import type { SubjectLineView } from './subjectLines.ts'

/** One selected product, variant or collection, with a button to remove it. */
export function SubjectLine({ line, onRemove }: { line: SubjectLineView; onRemove: () => void }) {
  return (
    <li className="palisade-product">
      <ProductThumbnail imageUrl={line.imageUrl} title={line.title} />
      <BlockStack>
        <Text as="span" breakWord>
          {line.title}
        </Text>
        {line.note && (
          <Text as="span" tone="subdued" variant="bodySm">
            {line.note}
          </Text>
        )}
      </BlockStack>
      <Button
        icon={XIcon}
        variant="tertiary"
        accessibilityLabel={`Remove ${line.title}`}
        onClick={onRemove}
      />
    </li>
  )
}
