import { BlockStack, ChoiceList, InlineGrid, Select, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { findChain } from '../../core/chain/findChain.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { formatHeldChains } from '../formatHeldFor.ts'
import { composeFieldId } from './draft.ts'
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
] as const satisfies readonly { value: GateForm['moment']; label: string; helpText: string }[]

/** The choice of when tokens must be held, with the fields of what is chosen. */
export function MomentOptions({ editor }: { editor: GateEditorModel }) {
  const { draft, dispatch, issues } = editor
  const { moment, snapshots, root } = draft
  const chains = listEvmChains(root)
  const momentError = findError(issues, 'moment')
  return (
    <BlockStack gap="300">
      <div id={composeFieldId('moment')} tabIndex={-1}>
        <ChoiceList
          title="When the wallet must hold the tokens"
          choices={[...CHOICES]}
          selected={[moment]}
          {...(momentError && { error: momentError })}
          onChange={([value]) =>
            dispatch({
              kind: 'edit',
              change: { moment: CHOICES.find((each) => each.value === value)?.value ?? 'now' },
            })
          }
        />
      </div>
      {moment === 'held' && <HeldField editor={editor} chains={chains} />}
      {moment === 'snapshots' && chains.length === 0 && (
        <Text as="p" tone="subdued">
          Only Ethereum and compatible chains can be read at an earlier block. Add a condition on one of them
          first.
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
              helpText="A number, or “latest” for what the wallet holds today."
              maxLength={20}
              autoComplete="off"
              error={findError(issues, `snapshots.${chain}.snapshot`)}
              onChange={(block) => dispatch({ kind: 'editSnapshot', chain, block })}
            />
          ))}
        </InlineGrid>
      )}
    </BlockStack>
  )
}

const UNITS = [
  { value: 'days', label: 'Days' },
  { value: 'hours', label: 'Hours' },
] as const satisfies readonly { value: GateForm['heldFor']['unit']; label: string }[]

/** The holding time, and its blocks on each chain. Blocks as a unit are for gates that were saved with them. */
function HeldField({ editor, chains }: { editor: GateEditorModel; chains: readonly string[] }) {
  const { draft, dispatch, issues } = editor
  const { heldFor } = draft
  const [hasBlocks] = useState(heldFor.unit === 'blocks')
  const units = hasBlocks ? [...UNITS, { value: 'blocks', label: 'Blocks' } as const] : UNITS
  const edit = (change: Partial<GateForm['heldFor']>) =>
    dispatch({ kind: 'edit', change: { heldFor: { ...heldFor, ...change } } })
  const blocks = formatHeldChains({ heldFor, chains })
  return (
    <TextField
      id={composeFieldId('heldFor')}
      label="How long ago"
      value={heldFor.amount}
      inputMode="numeric"
      maxLength={10}
      autoComplete="off"
      connectedRight={
        <Select
          label="Unit"
          labelHidden
          options={[...units]}
          value={heldFor.unit}
          onChange={(value) => edit({ unit: units.find((one) => one.value === value)?.value ?? 'days' })}
        />
      }
      helpText={`${blocks ? `${blocks} ` : ''}Palisade reads the balance at that time and now, not in between.`}
      error={findError(issues, 'heldFor')}
      onChange={(amount) => edit({ amount })}
    />
  )
}
