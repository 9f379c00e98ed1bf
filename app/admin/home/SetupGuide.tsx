import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris'
import { XIcon } from '@shopify/polaris-icons'
import { listDoneSteps } from '../../core/setup/chooseGuide.ts'
import type { HoldingModel } from '../holding/useHolding.ts'
import { type StepView, toStates } from './listSteps.ts'
import { StepAction, type StepActionProps } from './StepAction.tsx'
import { StepMark } from './StepMark.tsx'
import type { HealthView } from './views.ts'

type SetupGuideProps = {
  readonly steps: readonly StepView[]
  /** Whether it was dismissed before, and a step broke since. */
  readonly hasReturned: boolean
  /** Null until it is known. */
  readonly permissions: HealthView['permissions'] | null
  readonly holding: HoldingModel
  readonly selfTest: StepActionProps['selfTest']
  readonly closing: { readonly isBusy: boolean; readonly failure: string | null; readonly close: () => void }
}

/** Card with the steps from the install to a working gate. The first open step has the page's dominant button. */
export function SetupGuide({ steps, hasReturned, permissions, holding, selfTest, closing }: SetupGuideProps) {
  const done = listDoneSteps(toStates(steps)).length
  const first = steps.find(({ state }) => state === 'open')
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
          <Text as="h2" variant="headingMd">
            {describeTitle({ hasReturned, isDone: done === steps.length })}
          </Text>
          <Button
            icon={XIcon}
            variant="tertiary"
            accessibilityLabel="Dismiss the set-up guide"
            loading={closing.isBusy}
            onClick={closing.close}
          />
        </InlineStack>
        <InlineStack gap="300" blockAlign="center" wrap={false}>
          <Text as="p" tone="subdued">
            <span className="palisade-still">{`${done} of ${steps.length} steps done`}</span>
          </Text>
          <div className="palisade-grow">
            <ProgressBar
              progress={(done / steps.length) * 100}
              size="small"
              tone="primary"
              animated={false}
              ariaLabelledBy="setup-progress"
            />
          </div>
        </InlineStack>
        <span id="setup-progress" className="palisade-heard">
          Steps done
        </span>
        {closing.failure && (
          <Text as="p" tone="critical">
            {closing.failure}
          </Text>
        )}
        <ol className="palisade-plain-list">
          {steps.map((step, i) => (
            <li
              key={step.step}
              className="palisade-step"
              data-step={step.step}
              data-state={step.state ?? 'checking'}
            >
              <StepMark state={step.state} number={i + 1} />
              <BlockStack gap="200">
                <BlockStack gap="050">
                  <Text as="h3" variant="headingSm">
                    {step.title}
                  </Text>
                  <Text as="p" tone="subdued">
                    {step.sentence}
                  </Text>
                </BlockStack>
                {(step.state === 'open' || step.state === 'unknown') && (
                  <StepAction
                    step={step}
                    isFirst={step === first}
                    permissions={permissions}
                    holding={holding}
                    selfTest={selfTest}
                  />
                )}
              </BlockStack>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  )
}

function describeTitle({ hasReturned, isDone }: { hasReturned: boolean; isDone: boolean }): string {
  if (isDone) return 'Palisade is set up'
  return hasReturned ? 'A step of your set-up needs attention' : 'Set up Palisade'
}
