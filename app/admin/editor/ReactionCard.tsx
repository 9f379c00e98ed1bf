import { BlockStack, Card, InlineGrid, Select, Text, TextField } from '@shopify/polaris'
import { fieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** What holders get. */
export function ReactionCard({ editor, currencyCode }: { editor: GateEditorModel; currencyCode: string }) {
  const { draft, dispatch } = editor
  const { kind, value } = draft.reaction
  const isPercentage = kind === 'percentage'
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What holders get
        </Text>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <Select
            label="Discount"
            options={[
              { value: 'percentage', label: 'Percentage' },
              { value: 'fixedAmount', label: 'Fixed amount' },
            ]}
            value={kind}
            onChange={(next) =>
              dispatch({
                kind: 'edit',
                change: { reaction: { kind: next === 'fixedAmount' ? 'fixedAmount' : 'percentage', value } },
              })
            }
          />
          <TextField
            id={fieldId('reaction')}
            label={isPercentage ? 'Percent off' : 'Amount off'}
            value={value}
            suffix={isPercentage ? '%' : currencyCode}
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            error={findError(editor.issues, 'reaction')}
            onChange={(text) => dispatch({ kind: 'edit', change: { reaction: { kind, value: text } } })}
          />
        </InlineGrid>
        <Text as="p" tone="subdued">
          Taken off each item of these products at checkout.
        </Text>
      </BlockStack>
    </Card>
  )
}
