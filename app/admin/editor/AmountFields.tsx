import { BlockStack, Checkbox, InlineGrid, TextField } from '@shopify/polaris'
import { describeCallForm } from '../../core/gate/describeCallForm.ts'
import { EMPTY_CALL } from '../../core/gate/form.ts'
import { conditionFacts, hasField } from '../../core/requirement/kinds/facts.ts'
import { KIND_TEXTS } from '../kinds.ts'
import { composeFieldId, type DraftCondition } from './draft.ts'
import { findError } from './findError.ts'
import { formatUnit } from './formatUnit.ts'
import type { EditCondition } from './treeProps.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** Fields for the amount and for token ids. */
export function AmountFields({
  editor,
  condition,
  edit,
}: {
  editor: GateEditorModel
  condition: DraftCondition
  edit: EditCondition
}) {
  const { contracts, issues } = editor
  const { key, chain, minimum, maximum, tokenIds, perId } = condition
  const kind = contracts.kindOf(condition)
  const suffix = formatUnit({ kind, chain, answer: contracts.find(condition) })
  const parts = kind === 'call' ? describeCallForm(condition.call ?? EMPTY_CALL) : null
  const isCoin = parts ? parts.hasDecimals : conditionFacts[kind].isCoin
  const { ids } = KIND_TEXTS[kind]
  const inputMode = isCoin ? 'decimal' : 'numeric'
  const amount = { suffix, inputMode, maxLength: 80, autoComplete: 'off' } as const
  return (
    <BlockStack gap="300">
      {parts?.hasAmount !== false && (
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <TextField
            {...amount}
            id={composeFieldId(`${key}.minimum`)}
            label="At least"
            value={minimum}
            placeholder={isCoin ? 'Any amount' : '1'}
            error={findError(issues, `${key}.minimum`)}
            onChange={(text) => edit({ minimum: text })}
          />
          <TextField
            {...amount}
            id={composeFieldId(`${key}.maximum`)}
            label="At most"
            value={maximum}
            placeholder="No limit"
            error={findError(issues, `${key}.maximum`)}
            onChange={(text) => edit({ maximum: text })}
          />
        </InlineGrid>
      )}
      {ids && hasField(kind, 'tokenIds') && parts?.hasIds !== false && (
        <TextField
          id={composeFieldId(`${key}.tokenIds`)}
          label="Only these token IDs"
          value={tokenIds}
          placeholder={ids.placeholder}
          helpText={ids.help}
          autoComplete="off"
          error={findError(issues, `${key}.tokenIds`)}
          onChange={(text) => edit({ tokenIds: text })}
        />
      )}
      {hasField(kind, 'perId') && tokenIds.trim() !== '' && (
        <Checkbox
          id={composeFieldId(`${key}.perId`)}
          label="Of each ID"
          helpText="Otherwise, the amounts of these IDs are added up."
          checked={perId}
          onChange={(checked) => edit({ perId: checked })}
        />
      )}
    </BlockStack>
  )
}
