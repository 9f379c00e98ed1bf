import { InlineStack, SkeletonThumbnail, Text } from '@shopify/polaris'
import { formatSubjectCount } from '../formatSubject.ts'
import { ProductThumbnail } from '../ProductThumbnail.tsx'
import type { ProductView, RowSubject } from '../views.ts'

/** Size of a gate's subject, and the picture of its first product. `products` is null until Shopify has answered. */
export function GateProducts({
  subject,
  products,
}: {
  subject: RowSubject
  products: readonly ProductView[] | null
}) {
  const first = products?.find((product) => product.id === subject.productId)
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      {products || subject.productId === null ? (
        <ProductThumbnail imageUrl={first?.imageUrl ?? null} title={first?.title ?? ''} />
      ) : (
        <SkeletonThumbnail size="small" />
      )}
      <Text as="span">{formatSubjectCount(subject)}</Text>
    </InlineStack>
  )
}
