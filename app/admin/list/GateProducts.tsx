import { Await } from '@remix-run/react'
import { InlineStack, SkeletonThumbnail, Text } from '@shopify/polaris'
import { Suspense } from 'react'
import { ProductThumbnail } from '../ProductThumbnail.tsx'
import type { ProductView } from '../views.ts'
import { formatCount } from './formatCount.ts'

/** How many products a gate is about, and the picture of the first: it comes from Shopify after the rest. */
export function GateProducts({
  ids,
  products,
}: {
  ids: readonly number[]
  products: Promise<readonly ProductView[]>
}) {
  const first = ids[0]
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      <Suspense fallback={<SkeletonThumbnail size="small" />}>
        <Await resolve={products} errorElement={<ProductThumbnail imageUrl={null} title="" />}>
          {(known) => {
            const product = known.find((each) => each.id === first)
            return <ProductThumbnail imageUrl={product?.imageUrl ?? null} title={product?.title ?? ''} />
          }}
        </Await>
      </Suspense>
      <Text as="span">{formatCount(ids.length, 'product')}</Text>
    </InlineStack>
  )
}
