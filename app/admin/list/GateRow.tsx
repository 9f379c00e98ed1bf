import {
  BlockStack,
  IndexTable,
  InlineStack,
  Link,
  SkeletonThumbnail,
  Text,
  Thumbnail,
} from '@shopify/polaris'
import { CollectionIcon, StoreIcon } from '@shopify/polaris-icons'
import { formatSubjectCount } from '../formatSubject.ts'
import { ProductThumbnail } from '../ProductThumbnail.tsx'
import { SentenceText } from '../SentenceText.tsx'
import type { GateRowView, ProductView, RowSubject } from '../views.ts'
import { GateStanding } from './GateStanding.tsx'
import type { GateChanges } from './useGateChanges.ts'

export type GateItemProps = {
  readonly gate: GateRowView
  readonly position: number
  readonly isSelected: boolean
  readonly products: readonly ProductView[] | null
  /** Whether its orders are tagged and not held, because Shopify does not let the app hold them. */
  readonly isNotHeld: boolean
  readonly changes: GateChanges
}

/** One gate as a row of the table. A click anywhere opens it. */
export function GateRow({ gate, position, isSelected, products, isNotHeld, changes }: GateItemProps) {
  return (
    <IndexTable.Row
      id={String(gate.number)}
      position={position}
      selected={isSelected}
      accessibilityLabel={`Select ${gate.name}`}
    >
      <IndexTable.Cell className="palisade-wrap palisade-name">
        <BlockStack gap="050">
          <Link dataPrimaryLink removeUnderline monochrome url={`/app/gates/${gate.number}`}>
            <Text as="span" fontWeight="semibold">
              {gate.name}
            </Text>
          </Link>
          <Text as="span" tone="subdued" variant="bodySm">
            Changed {gate.changedAt}
          </Text>
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap palisade-wide">
        <SentenceText sentence={gate.requirement} />
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">{gate.reaction}</IndexTable.Cell>
      <IndexTable.Cell>
        <GateProducts subject={gate.subject} products={products} />
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">
        <GateStanding gate={gate} isNotHeld={isNotHeld} changes={changes} />
      </IndexTable.Cell>
    </IndexTable.Row>
  )
}

/** Size of a gate's subject, and the picture of its first product. `products` is null until Shopify has answered. */
function GateProducts({
  subject,
  products,
}: {
  subject: RowSubject
  products: readonly ProductView[] | null
}) {
  const first = products?.find((product) => product.id === subject.productId)
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      {subject.kind === 'all' ? (
        <Thumbnail source={StoreIcon} alt="" size="small" />
      ) : subject.kind === 'collections' ? (
        <Thumbnail source={CollectionIcon} alt="" size="small" />
      ) : products || subject.productId === null ? (
        <ProductThumbnail imageUrl={first?.imageUrl ?? null} />
      ) : (
        <SkeletonThumbnail size="small" />
      )}
      <Text as="span">{formatSubjectCount(subject)}</Text>
    </InlineStack>
  )
}
