import { BlockStack, Card, InlineGrid, Text, TextField } from '@shopify/polaris'
import type { GateForm } from '../../core/gate/form.ts'
import { fieldId } from './draft.ts'
import { findError } from './findError.ts'
import { listLimitWarnings } from './listLimitWarnings.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const FIELDS = [
  { name: 'perToken', label: 'Each NFT', help: 'Counts with the NFT, whoever holds it then.' },
  { name: 'perWallet', label: 'Each wallet', help: 'Counts every wallet whose tokens were used.' },
  { name: 'total', label: 'All together', help: 'First come, first served.' },
] as const satisfies readonly { name: keyof GateForm['limits']; label: string; help: string }[]

export type LimitsCardProps = {
  readonly editor: GateEditorModel
  /** The saved limits; null for a new gate. */
  readonly saved: GateForm['limits'] | null
}

/** Card for the limits of the gate. */
export function LimitsCard({ editor, saved }: LimitsCardProps) {
  const { draft, conditions, contracts, dispatch, issues } = editor
  const warnings = listLimitWarnings({ limits: draft.limits, saved, kinds: conditions.map(contracts.kindOf) })
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            How often it can be used
          </Text>
          <Text as="p" tone="subdued">
            Each order that uses the gate counts once. An abandoned cart gives its use back one to four hours
            after the unlock; a canceled or fully refunded order gives it back at once.
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
          {FIELDS.map(({ name, label, help }) => (
            <TextField
              key={name}
              id={fieldId(`limits.${name}`)}
              label={label}
              value={draft.limits[name]}
              placeholder="No limit"
              suffix={draft.limits[name].trim() === '1' ? 'order' : 'orders'}
              inputMode="numeric"
              autoComplete="off"
              maxLength={7}
              helpText={help}
              error={findError(issues, `limits.${name}`)}
              onChange={(text) => dispatch({ kind: 'editLimits', change: { [name]: text } })}
            />
          ))}
        </InlineGrid>
        {warnings.map((warning) => (
          <Text key={warning} as="p" tone="caution">
            {warning}
          </Text>
        ))}
      </BlockStack>
    </Card>
  )
}
