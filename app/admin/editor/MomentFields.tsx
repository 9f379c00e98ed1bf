import {
  BlockStack,
  Button,
  ChoiceList,
  Collapsible,
  InlineGrid,
  InlineStack,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import { findChain } from '../../core/chain/findChain.ts'
import { composeFieldId, type DraftMoment } from './draft.ts'
import { findError } from './findError.ts'
import { listEvmChains } from './toGateForm.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const CHOICES = [
  { value: 'now', label: 'Now', helpText: 'The wallet holds the tokens at unlock.' },
  {
    value: 'held',
    label: 'Now and some time ago',
    helpText: 'Keeps out people who buy a token for the discount and sell it again.',
  },
  {
    value: 'snapshots',
    label: 'At an earlier block',
    helpText: 'A snapshot: what the wallet holds today does not matter.',
  },
] as const satisfies readonly { value: DraftMoment; label: string; helpText: string }[]

/** When tokens must be held. The choice is under "More options", which starts open unless "now" is chosen. */
export function MomentFields({ editor }: { editor: GateEditorModel }) {
  const { draft, dispatch, issues } = editor
  const { moment, heldForBlocks, snapshots, root } = draft
  const [isOpen, setIsOpen] = useState(moment !== 'now')
  const chains = listEvmChains(root)
  const heldError = findError(issues, 'heldForBlocks')
  return (
    <BlockStack gap="300">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? 'up' : 'down'}
          ariaExpanded={isOpen}
          ariaControls="gate-moment"
          onClick={() => setIsOpen(!isOpen)}
        >
          More options
        </Button>
      </InlineStack>
      <Collapsible id="gate-moment" open={isOpen} transition={{ duration: '0ms' }}>
        <BlockStack gap="300">
          <ChoiceList
            title="When the wallet must hold the tokens"
            choices={[...CHOICES]}
            selected={[moment]}
            onChange={([value]) =>
              dispatch({
                kind: 'edit',
                change: { moment: CHOICES.find((each) => each.value === value)?.value ?? 'now' },
              })
            }
          />
          {moment === 'held' && (
            <TextField
              id={composeFieldId('heldForBlocks')}
              label="How long ago"
              value={heldForBlocks}
              suffix="blocks ago"
              inputMode="numeric"
              maxLength={10}
              autoComplete="off"
              helpText="Each chain counts its own blocks: Ethereum adds about 7,200 a day, Polygon about 43,000. Palisade reads the balance at that block and now, not in between."
              error={heldError}
              onChange={(text) => dispatch({ kind: 'edit', change: { heldForBlocks: text } })}
            />
          )}
          {moment === 'snapshots' && chains.length === 0 && (
            <Text as="p" tone="subdued">
              Only Ethereum and compatible chains can be read at an earlier block. Add a condition on one of
              them first.
            </Text>
          )}
          {moment === 'snapshots' && (
            <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
              {chains.map((chain) => (
                <TextField
                  key={chain}
                  id={composeFieldId(`snapshots.${chain}.snapshot`)}
                  label={`Block on ${findChain(chain)?.name ?? chain}`}
                  value={snapshots[chain] ?? ''}
                  placeholder="Latest"
                  inputMode="numeric"
                  maxLength={20}
                  autoComplete="off"
                  error={findError(issues, `snapshots.${chain}.snapshot`)}
                  onChange={(block) => dispatch({ kind: 'editSnapshot', chain, block })}
                />
              ))}
            </InlineGrid>
          )}
        </BlockStack>
      </Collapsible>
    </BlockStack>
  )
}
