import { Badge, Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import type { SelfTestName, SelfTestStep } from '../../core/selfTest/types.ts'
import { formatProblem } from '../problems/formatProblem.ts'
import { useSelfTest } from './useSelfTest.ts'

const NAMES = {
  scopes: 'What the app may do',
  functions: 'Checkout Functions',
  discounts: 'Discounts',
  validation: 'Access at checkout',
  configs: 'What the checkout believes',
  proofs: 'A proof, tried',
  products: 'Marks on products',
  orders: 'Orders',
  chains: 'Chains',
} as const satisfies Record<SelfTestName, string>

const BADGES = {
  passed: { tone: 'success', children: 'Works' },
  failed: { tone: 'critical', children: 'Needs you' },
  unknown: { tone: 'attention', children: 'Not known' },
  skipped: { children: 'Nothing to test' },
} as const satisfies Record<SelfTestStep['outcome'], unknown>

/** Whether everything a purchase needs is in place, as far as it can be known without buying. */
export function SelfTestSection() {
  const { view, isRunning, failure, run } = useSelfTest()
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Self-test
          </Text>
          {view && (
            <Text as="span" tone="subdued" variant="bodySm">
              {view.ranAt}
            </Text>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          Goes through a purchase on your live shop without buying: what Shopify has of the app, and whether
          the checkout takes a holder’s proof and nothing else. Nothing is changed.
        </Text>
        <div aria-live="polite" aria-busy={isRunning}>
          <BlockStack gap="300">
            {failure && (
              <Banner tone="critical" title="The test was not run">
                <p>{failure}</p>
              </Banner>
            )}
            {view && <Verdict steps={view.steps} />}
            {view?.steps.map((step) => (
              <Step key={step.name} step={step} />
            ))}
          </BlockStack>
        </div>
        <InlineStack>
          <Button loading={isRunning} onClick={run}>
            {view ? 'Run again' : 'Run the test'}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}

function Verdict({ steps }: { steps: readonly SelfTestStep[] }) {
  const failed = steps.filter(({ outcome }) => outcome === 'failed').length
  return (
    <Text as="p" fontWeight="semibold">
      {failed === 0
        ? 'Nothing wrong was found.'
        : failed === 1
          ? 'One thing needs you.'
          : `${failed} things need you.`}
    </Text>
  )
}

function Step({ step: { name, outcome, problems, facts, hint } }: { step: SelfTestStep }) {
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="bodyMd">
          {NAMES[name]}
        </Text>
        <Badge {...BADGES[outcome]} />
      </InlineStack>
      {[...problems.map(formatProblem), ...facts].map((fact) => (
        <Text key={fact} as="p" tone="subdued" breakWord>
          {fact}
        </Text>
      ))}
      {hint && <Text as="p">{hint}</Text>}
    </BlockStack>
  )
}
