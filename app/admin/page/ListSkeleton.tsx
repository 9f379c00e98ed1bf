import {
  BlockStack,
  Card,
  InlineStack,
  SkeletonBodyText,
  SkeletonPage,
  SkeletonThumbnail,
} from '@shopify/polaris'

const ROWS = ['a', 'b', 'c', 'd']

/** Placeholder while a list loads. */
export function ListSkeleton({ title }: { title: string }) {
  return (
    <SkeletonPage title={title} primaryAction>
      <Card>
        <BlockStack gap="500">
          {ROWS.map((row) => (
            <InlineStack key={row} gap="400" blockAlign="center" wrap={false}>
              <SkeletonThumbnail size="small" />
              <div className="palisade-grow">
                <SkeletonBodyText lines={2} />
              </div>
            </InlineStack>
          ))}
        </BlockStack>
      </Card>
    </SkeletonPage>
  )
}
