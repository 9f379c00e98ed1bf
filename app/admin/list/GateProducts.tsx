import { InlineStack, SkeletonThumbnail, Text } from '@shopify/polaris'
import { ProductThumbnail } from '../ProductThumbnail.tsx'
import type { ProductView } from '../views.ts'
import { formatCount } from './formatCount.ts'

/** How many products a gate is about, and the picture of the first; `products` is null until Shopify has answered. */
export function GateProducts({
  ids,
  products,
}: {
  ids: readonly number[]
  products: readonly ProductView[] | null
}) {
  const first = products?.find((product) => product.id === ids[0])
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      {products ? (
        <ProductThumbnail imageUrl={first?.imageUrl ?? null} title={first?.title ?? ''} />
      ) : (
        <SkeletonThumbnail size="small" />
      )}
      <Text as="span">{formatCount(ids.length, 'product')}</Text>
    </InlineStack>
  )
}
