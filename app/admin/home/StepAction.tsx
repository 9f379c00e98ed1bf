import { useRevalidator } from '@remix-run/react'
import { Button, InlineStack, Text } from '@shopify/polaris'
import { OPEN_EDITOR } from '../block/EditorLink.tsx'
import { useTheme } from '../block/ThemeProvider.tsx'
import type { HoldingModel } from '../holding/useHolding.ts'
import type { SelfTestModel } from '../selfTest/useSelfTest.ts'
import type { StepView } from './listSteps.ts'
import type { HealthView } from './views.ts'

export type StepActionProps = {
  readonly step: StepView
  /** Whether it is the first open step. */
  readonly isFirst: boolean
  readonly permissions: HealthView['permissions'] | null
  readonly holding: HoldingModel
  readonly selfTest: Pick<SelfTestModel, 'isRunning' | 'failure' | 'run'>
}

/** The button that does a step, or leads to where it is done. */
export function StepAction({ step: { step }, isFirst, permissions, holding, selfTest }: StepActionProps) {
  const { editorUrl } = useTheme()
  const { revalidate, state } = useRevalidator()
  const look = isFirst ? ({ variant: 'primary' } as const) : {}
  const checkAgain = (
    <Button {...look} loading={state !== 'idle'} onClick={revalidate}>
      Check again
    </Button>
  )
  switch (step) {
    case 'block':
      return (
        <InlineStack>
          <Button {...look} url={editorUrl} external>
            {OPEN_EDITOR}
          </Button>
        </InlineStack>
      )
    case 'gate':
      return (
        <InlineStack>
          <Button {...look} url="/app/gates/new">
            Create gate
          </Button>
        </InlineStack>
      )
    case 'permissions':
      return (
        <>
          <InlineStack>
            {permissions?.hint === 'allow-holding' ? (
              <Button {...look} loading={holding.isBusy} onClick={() => void holding.allow()}>
                Allow holding
              </Button>
            ) : permissions?.hint === 'allow' ? (
              <Button {...look} url="shopify://admin/settings/apps" target="_top">
                Open your apps in Shopify
              </Button>
            ) : (
              checkAgain
            )}
          </InlineStack>
          <Failure text={holding.failure} />
        </>
      )
    case 'self-test':
      return (
        <>
          <InlineStack>
            <Button {...look} loading={selfTest.isRunning} onClick={selfTest.run}>
              Run test
            </Button>
          </InlineStack>
          <Failure text={selfTest.failure} />
        </>
      )
  }
}

function Failure({ text }: { text: string | null }) {
  return (
    <div aria-live="polite">
      {text && (
        <Text as="p" tone="caution">
          {text}
        </Text>
      )}
    </div>
  )
}
