import { useRevalidator } from '@remix-run/react'
import { Button, InlineStack } from '@shopify/polaris'
import { OPEN_EDITOR } from '../block/EditorLink.tsx'
import { useTheme } from '../block/ThemeProvider.tsx'
import type { HoldingModel } from '../holding/useHolding.ts'
import { FailureText } from '../page/FailureText.tsx'
import { useIsStore } from '../page/PlatformProvider.ts'
import type { SelfTestModel } from '../selfTest/useSelfTest.ts'
import type { StepView } from './listSteps.ts'
import type { HealthView } from './views.ts'

export type StepActionProps = {
  readonly step: StepView
  readonly permissions: HealthView['permissions'] | null
  readonly holding: HoldingModel
  readonly selfTest: Pick<SelfTestModel, 'isRunning' | 'failure' | 'run'>
}

/** The button that does a step, or leads to where it is done. */
export function StepAction({ step: { step }, permissions, holding, selfTest }: StepActionProps) {
  const { editorUrl } = useTheme()
  const isStore = useIsStore()
  const { revalidate, state } = useRevalidator()
  const checkAgain = (
    <Button variant="primary" loading={state !== 'idle'} onClick={revalidate}>
      Check again
    </Button>
  )
  switch (step) {
    case 'trial':
      return <InlineStack>{checkAgain}</InlineStack>
    case 'block':
      return isStore ? (
        <InlineStack>{checkAgain}</InlineStack>
      ) : (
        <InlineStack>
          <Button variant="primary" url={editorUrl} target="_blank">
            {OPEN_EDITOR}
          </Button>
        </InlineStack>
      )
    case 'gate':
      return (
        <InlineStack>
          <Button variant="primary" url="/app/gates/new">
            Create gate
          </Button>
        </InlineStack>
      )
    case 'permissions':
      return (
        <>
          <InlineStack>
            {isStore ? (
              checkAgain
            ) : permissions?.hint === 'allow-holding' ? (
              <Button variant="primary" loading={holding.isBusy} onClick={() => void holding.allow()}>
                Allow holding
              </Button>
            ) : permissions?.hint === 'allow' ? (
              <Button variant="primary" url="shopify://admin/settings/apps" target="_top">
                Open your apps in Shopify
              </Button>
            ) : (
              checkAgain
            )}
          </InlineStack>
          <FailureText text={holding.failure} />
        </>
      )
    case 'self-test':
      return (
        <>
          <InlineStack>
            <Button variant="primary" loading={selfTest.isRunning} onClick={selfTest.run}>
              Run test
            </Button>
          </InlineStack>
          <FailureText text={selfTest.failure} />
        </>
      )
  }
}
