import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris'
import { useState } from 'react'
import { formatCount } from '../list/formatCount.ts'
import { TagModal } from './TagModal.tsx'
import type { CustomersView, TagView } from './views.ts'

/** Card of the gates with their tags, and how many customers have each. */
export function TagsCard({ gates, moreGates, isOn }: Pick<CustomersView, 'gates' | 'moreGates' | 'isOn'>) {
  const [edited, setEdited] = useState<TagView | null>(null)
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Tags by gate
        </Text>
        {gates.length === 0 && (
          <Text as="p">Create a gate first. Each gate gives its customers one tag.</Text>
        )}
        <ul className="palisade-lines">
          {gates.map((gate) => (
            <li className="palisade-line" key={gate.number}>
              <TagLine gate={gate} isOn={isOn} onEdit={() => setEdited(gate)} />
            </li>
          ))}
        </ul>
        {moreGates > 0 && (
          <Text as="p" tone="subdued">
            {`${formatCount(moreGates, 'more gate')} ${moreGates === 1 ? 'is' : 'are'} not listed here. The page of each gate has its tag.`}
          </Text>
        )}
      </BlockStack>
      {edited && <TagModal gate={edited} onClose={() => setEdited(null)} />}
    </Card>
  )
}

function TagLine({ gate, isOn, onEdit }: { gate: TagView; isOn: boolean; onEdit: () => void }) {
  const { name, number, tag, facts } = gate
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <BlockStack gap="050">
        <span className="palisade-break">
          <Link url={`/app/gates/${number}`}>{name}</Link>
        </span>
        {isOn && (
          <Text as="p" breakWord>
            {tag === null ? 'No tag now' : `Tag: ${tag}`}
          </Text>
        )}
        {facts.map((fact) => (
          <Text key={fact} as="p" tone="subdued">
            {fact}
          </Text>
        ))}
      </BlockStack>
      <Button accessibilityLabel={`Edit the tag of ${name}`} onClick={onEdit}>
        Edit
      </Button>
    </InlineStack>
  )
}
