import { Badge, Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import type { SelfTestName, SelfTestStep } from '../../core/selfTest/types.ts'
import type { HoldingModel } from '../holding/useHolding.ts'
import { formatCount } from '../list/formatCount.ts'
import { formatProblem } from '../problems/formatProblem.ts'
import { HintLine } from './HintLine.tsx'
import { useRepair } from './useRepair.ts'
import { useSelfTest } from './useSelfTest.ts'

const NAMES = {
  scopes: 'Permissions of Palisade',
  functions: 'Palisade’s part of the checkout',
  discounts: 'Discounts in Shopify',
  validation: 'Checkout rule for exclusive products',
  configs: 'Gates at the checkout',
  proofs: 'Valid unlocks accepted, forged ones refused',
  products: 'Gates on products',
  'customer-data': 'Access to orders',
  orders: 'Order notifications',
  holding: 'Holding orders that break a rule',
  block: 'Gate block on the product page',
  chains: 'Chains that gates read',
  addresses: 'Visitor addresses for rate limits',
} as const satisfies Record<SelfTestName, string>

const BADGES = {
  passed: { tone: 'success', children: 'Works' },
  failed: { tone: 'critical', children: 'Needs attention' },
  unknown: { tone: 'attention', children: 'Unknown' },
  skipped: { children: 'Nothing to test' },
} as const satisfies Record<SelfTestStep['outcome'], unknown>

/**
 * Card of the self-test: whether everything that a purchase needs is in place, as far as a test without a purchase can
 * tell.
 */
export function SelfTestSection({ holding }: { holding: HoldingModel }) {
  const { view, isRunning, failure, run } = useSelfTest()
  const repair = useRepair()
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Self-test
          </Text>
          {view && (
            <Text as="span" tone="subdued" variant="bodySm">
              Run {view.ranAt}
            </Text>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          Tests a purchase on your live shop without buying anything: whether everything that your gates need
          is in place at Shopify and on this server. The test changes nothing.
        </Text>
        <InlineStack gap="300" blockAlign="center">
          <Button loading={isRunning} onClick={run}>
            {view ? 'Run again' : 'Run test'}
          </Button>
          <div aria-live="polite" aria-busy={isRunning}>
            {isRunning ? (
              <Text as="p" tone="subdued">
                Testing… This may take a moment.
              </Text>
            ) : (
              view && !failure && <Verdict steps={view.steps} />
            )}
          </div>
        </InlineStack>
        {failure && !repair.failure && (
          <Banner tone="critical" title="The test did not run">
            <p>{failure}</p>
          </Banner>
        )}
        {repair.failure && (
          <Banner tone="critical" title="The repair did not start">
            <p>{repair.failure}</p>
          </Banner>
        )}
        {view && !failure && (
          <ul className="palisade-lines">
            {view.steps.map((step) => (
              <li className="palisade-line" key={step.name}>
                <Step step={step} repair={repair} holding={holding} />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  )
}

function Verdict({ steps }: { steps: readonly SelfTestStep[] }) {
  const count = (wanted: SelfTestStep['outcome']) => steps.filter(({ outcome }) => outcome === wanted).length
  const failed = count('failed')
  const unknown = count('unknown')
  return (
    <Text as="p" fontWeight="semibold">
      {failed === 0
        ? `No problems found.${unknown === 0 ? '' : ` ${formatCount(unknown, 'check')} had no clear result.`}`
        : failed === 1
          ? '1 check needs your attention.'
          : `${failed} checks need your attention.`}
    </Text>
  )
}

function Step({
  step: { name, outcome, problems, facts, hint },
  repair,
  holding,
}: {
  step: SelfTestStep
  repair: ReturnType<typeof useRepair>
  holding: HoldingModel
}) {
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <Text as="h3" variant="bodyMd" fontWeight="medium">
          {NAMES[name]}
        </Text>
        <span className="palisade-still">
          <Badge {...BADGES[outcome]} />
        </span>
      </InlineStack>
      {[...problems.map((one) => formatProblem(one, { isStore: false })), ...facts].map((fact) => (
        <Text key={fact} as="p" tone="subdued" breakWord>
          {fact}
        </Text>
      ))}
      {hint && <HintLine hint={hint} repair={repair} holding={holding} />}
    </BlockStack>
  )
}
