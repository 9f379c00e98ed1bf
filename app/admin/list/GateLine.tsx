import { BlockStack, Box, IndexTable, Link, Text } from '@shopify/polaris'
import { formatSubjectCount } from '../formatSubject.ts'
import { SentenceText } from '../SentenceText.tsx'
import type { GateItemProps } from './GateRow.tsx'
import { GateStanding } from './GateStanding.tsx'

/** One gate on a narrow screen. */
export function GateLine({ gate, position, isSelected, isNotHeld, changes }: GateItemProps) {
  return (
    <IndexTable.Row id={String(gate.number)} position={position} selected={isSelected}>
      <Box paddingBlock="300" paddingInline="400" width="100%">
        <BlockStack gap="150">
          <Link dataPrimaryLink removeUnderline monochrome url={`/app/gates/${gate.number}`}>
            <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
              {gate.name}
            </Text>
          </Link>
          <SentenceText sentence={gate.requirement} />
          <Text as="span">{gate.reaction}</Text>
          <Text as="span" tone="subdued" variant="bodySm">
            {formatSubjectCount(gate.subject)} · Changed {gate.changedAt}
          </Text>
          <GateStanding gate={gate} isNotHeld={isNotHeld} changes={changes} />
        </BlockStack>
      </Box>
    </IndexTable.Row>
  )
}
