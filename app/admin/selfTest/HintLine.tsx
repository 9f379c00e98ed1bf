import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris'
import type { SelfTestHint } from '../../core/selfTest/types.ts'
import { EditorLink } from '../block/EditorLink.tsx'
import { AllowHolding } from '../holding/AllowHolding.tsx'
import type { HoldingModel } from '../holding/useHolding.ts'
import { useIsStore } from '../page/PlatformProvider.ts'
import { HINTS, type HintWords, STORE_HINTS } from './hints.ts'

export type HintLineProps = {
  readonly hint: SelfTestHint
  readonly repair: { readonly isBusy: boolean; readonly run: () => void }
  readonly holding: HoldingModel
}

/** Hint for a fault: what to do, where to do it, and the steps on the server. */
export function HintLine({ hint, repair, holding }: HintLineProps) {
  const isStore = useIsStore()
  const { sentence, action, server }: HintWords = (isStore ? STORE_HINTS : HINTS)[hint]
  return (
    <BlockStack gap="100">
      <Text as="p">{sentence}</Text>
      {action && <HintAction action={action} repair={repair} holding={holding} />}
      {server && (
        <Text as="p" tone="subdued" variant="bodySm">
          For the person who runs this server: {server}
        </Text>
      )}
    </BlockStack>
  )
}

function HintAction({
  action,
  repair,
  holding,
}: Omit<HintLineProps, 'hint'> & { action: NonNullable<HintWords['action']> }) {
  if ('to' in action && action.to === 'allow-holding') return <AllowHolding holding={holding} />
  if ('to' in action && action.to === 'theme-editor') return <EditorLink variant="plain" />
  return (
    <InlineStack>
      {'url' in action ? (
        <Button variant="plain" url={action.url} {...(action.target && { target: action.target })}>
          {action.label}
        </Button>
      ) : (
        <Button variant="plain" loading={repair.isBusy} onClick={repair.run}>
          {action.label}
        </Button>
      )}
    </InlineStack>
  )
}
