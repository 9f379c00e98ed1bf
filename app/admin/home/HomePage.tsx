import { BlockStack, Button, Card, InlineStack, Page, Text } from '@shopify/polaris'
import { useBlock, useReloadOnReturn } from '../block/useBlock.ts'
import { useHolding } from '../holding/useHolding.ts'
import { formatCount } from '../list/formatCount.ts'
import { NoGates } from '../list/GateListPage.tsx'
import { useArrived } from '../list/useArrived.ts'
import { SECTIONS } from '../page/sections.ts'
import { ProblemBanner } from '../problems/ProblemBanner.tsx'
import { NO_PROBLEMS, type ProblemsView } from '../problems/views.ts'

type HomePageProps = {
  /** Number of gates. */
  readonly gates: number
  /** Problems that keep gates from being enforced. They load after the page. */
  readonly problems: Promise<ProblemsView>
}

/** The first page of the app: what needs attention, and the way to the gates. */
export function HomePage({ gates, problems }: HomePageProps) {
  const arrived = useArrived(problems)
  const found = arrived ?? NO_PROBLEMS
  const block = useBlock(arrived?.page ?? null)
  useReloadOnReturn(block?.kind === 'block-missing')
  const holding = useHolding()
  return (
    <Page title={SECTIONS.home.content}>
      <BlockStack gap="400">
        <ProblemBanner problems={found} block={block} holding={holding} />
        {gates === 0 ? <NoGates /> : <GatesCard gates={gates} />}
      </BlockStack>
    </Page>
  )
}

function GatesCard({ gates }: { gates: number }) {
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h2" variant="headingMd">
          {formatCount(gates, 'gate')}
        </Text>
        <Button url={SECTIONS.gates.url}>Open gates</Button>
      </InlineStack>
    </Card>
  )
}
