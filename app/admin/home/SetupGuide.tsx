import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris'
import { XIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import { listDoneSteps } from '../../core/setup/chooseGuide.ts'
import type { SetupStep } from '../../core/setup/types.ts'
import { type StepView, toStates } from './listSteps.ts'
import { StepAction, type StepActionProps } from './StepAction.tsx'
import { StepMark } from './StepMark.tsx'

type Closing = { readonly isBusy: boolean; readonly failure: string | null; readonly close: () => void }

type SetupGuideProps = {
  readonly steps: readonly StepView[]
  /** Whether it was dismissed before, and a step broke since. */
  readonly hasReturned: boolean
  readonly closing: Closing
} & Omit<StepActionProps, 'step'>

/**
 * Card with the steps from the install to a working gate. One step is open, in a place that keeps its height: the one
 * that the merchant chose, else the first that is not done.
 */
export function SetupGuide({ steps, hasReturned, closing, ...rest }: SetupGuideProps) {
  const [chosen, setChosen] = useState<SetupStep | null>(null)
  const done = listDoneSteps(toStates(steps)).length
  const isDone = done === steps.length
  const next = steps.find(({ state }) => state === 'open' || state === null)
  const shown =
    steps.find(({ step }) => step === chosen) ?? next ?? steps.find(({ state }) => state !== 'done')
  return (
    <Card>
      <BlockStack gap="300">
        <GuideHead title={describeTitle({ hasReturned, isDone })} closing={closing} />
        <GuideProgress done={done} of={steps.length} />
        <div className="palisade-steps">
          <ol className="palisade-plain-list">
            {steps.map((one, i) => (
              <StepLine
                key={one.step}
                step={one}
                number={i + 1}
                isShown={one === shown}
                choose={() => setChosen(one.step)}
              />
            ))}
          </ol>
          <div className="palisade-step-panel" id="setup-step" data-panel={shown?.step ?? 'none'}>
            {shown ? (
              <StepPanel step={shown} {...rest} />
            ) : (
              <BlockStack gap="300">
                <Text as="p">Every step is done. Home goes on checking them for you.</Text>
                <InlineStack>
                  <Button loading={closing.isBusy} onClick={closing.close}>
                    Dismiss
                  </Button>
                </InlineStack>
              </BlockStack>
            )}
          </div>
        </div>
      </BlockStack>
    </Card>
  )
}

type StepLineProps = {
  readonly step: StepView
  readonly number: number
  readonly isShown: boolean
  readonly choose: () => void
}

function StepLine({ step: { step, title, state }, number, isShown, choose }: StepLineProps) {
  return (
    <li data-step={step} data-state={state ?? 'checking'}>
      <button
        type="button"
        className="palisade-step"
        aria-controls="setup-step"
        aria-current={isShown ? 'step' : undefined}
        onClick={choose}
      >
        <StepMark state={state} number={number} />
        <Text as="span" variant="bodyMd" fontWeight={isShown ? 'semibold' : 'regular'}>
          {title}
        </Text>
      </button>
    </li>
  )
}

function StepPanel({ step, ...rest }: StepActionProps) {
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {step.title}
        </Text>
        <Text as="p" tone="subdued">
          {step.sentence}
        </Text>
      </BlockStack>
      {(step.state === 'open' || step.state === 'unknown') && <StepAction step={step} {...rest} />}
    </BlockStack>
  )
}

function GuideHead({ title, closing }: { title: string; closing: Closing }) {
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Button
          icon={XIcon}
          variant="tertiary"
          accessibilityLabel="Dismiss the set-up guide"
          loading={closing.isBusy}
          onClick={closing.close}
        />
      </InlineStack>
      {closing.failure && (
        <Text as="p" tone="critical">
          {closing.failure}
        </Text>
      )}
    </BlockStack>
  )
}

function GuideProgress({ done, of }: { done: number; of: number }) {
  return (
    <InlineStack gap="300" blockAlign="center" wrap={false}>
      <span className="palisade-still" id="setup-progress">
        <Text as="span" tone="subdued">
          {`${done} of ${of} steps done`}
        </Text>
      </span>
      <div className="palisade-grow">
        <ProgressBar
          progress={(done / of) * 100}
          size="small"
          tone="primary"
          animated={false}
          ariaLabelledBy="setup-progress"
        />
      </div>
    </InlineStack>
  )
}

function describeTitle({ hasReturned, isDone }: { hasReturned: boolean; isDone: boolean }): string {
  if (isDone) return 'Palisade is set up'
  return hasReturned ? 'A step of your set-up needs attention' : 'Set up Palisade'
}
