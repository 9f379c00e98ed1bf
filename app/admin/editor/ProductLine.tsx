import { Button, Text } from '@shopify/polaris'
import { XIcon } from '@shopify/polaris-icons'
import { ProductThumbnail } from '../ProductThumbnail.tsx'
import type { ProductView } from '../views.ts'

/** One selected product, which can be taken off. */
export function ProductLine({ product, onRemove }: { product: ProductView; onRemove: () => void }) {
  return (
    <li className="palisade-product">
      <ProductThumbnail imageUrl={product.imageUrl} title={product.title} />
      <Text as="span" breakWord>
        {product.title}
      </Text>
      <Button
        icon={XIcon}
        variant="tertiary"
        accessibilityLabel={`Remove ${product.title}`}
        onClick={onRemove}
      />
    </li>
  )
}
