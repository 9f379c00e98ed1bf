import { BlockStack, Box, Button, InlineGrid, InlineStack, Select, Text, TextField } from '@shopify/polaris'
import { DeleteIcon } from '@shopify/polaris-icons'
import type { ConditionForm } from '../../core/gate/form.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import { KIND_NAMES } from '../kinds.ts'
import type { ChainView } from '../views.ts'
import { ContractHint } from './ContractHint.tsx'
import { type DraftCondition, fieldId } from './draft.ts'
import { findContractError } from './findContractError.ts'
import { findError } from './findError.ts'
import { formatUnit } from './formatUnit.ts'
import { listChains } from './listChains.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const KINDS = Object.entries(KIND_NAMES).map(([value, label]) => ({ value, label }))
const isKind = (value: string): value is ConditionKind => value in KIND_NAMES

/** One condition: which token, on which chain, how many. */
export function ConditionFields({
  editor,
  condition,
  index,
  chains,
}: {
  editor: GateEditorModel
  condition: DraftCondition
  index: number
  chains: readonly ChainView[]
}) {
  const { contracts, issues, dispatch, draft } = editor
  const path = (field: keyof ConditionForm) => `conditions.${index}.${field}`
  const edit = (change: Partial<ConditionForm>) =>
    dispatch({ kind: 'editCondition', key: condition.key, change })
  const answer = contracts.find(condition)
  const isKnown = answer !== null && answer !== 'asking' && answer.kind === 'known'
  const kind = contracts.kindOf(condition)
  const remove = () => {
    dispatch({ kind: 'removeCondition', key: condition.key })
    // The button that had the focus is gone.
    document.getElementById(fieldId('conditions'))?.focus()
  }
  return (
    <Box borderColor="border" borderWidth="025" borderRadius="200" padding="300">
      <BlockStack gap="300">
        {draft.conditions.length > 1 && (
          <InlineStack align="space-between" blockAlign="center">
            <Text as="h3" variant="headingSm">
              Condition {index + 1}
            </Text>
            <Button
              icon={DeleteIcon}
              variant="tertiary"
              accessibilityLabel={`Remove condition ${index + 1}`}
              onClick={remove}
            />
          </InlineStack>
        )}
        <InlineGrid columns={{ xs: 1, sm: ['oneThird', 'twoThirds'] }} gap="300">
          <Select
            id={fieldId(path('chain'))}
            label="Chain"
            options={listChains({ chains, slug: condition.chain })}
            value={condition.chain}
            error={
              chains.length === 0
                ? 'No chain is set up on this server yet.'
                : findError(issues, path('chain'))
            }
            onChange={(chain) => edit({ chain })}
          />
          <TextField
            id={fieldId(path('contract'))}
            label="Contract address"
            value={condition.contract}
            placeholder="0x…"
            maxLength={100}
            spellCheck={false}
            autoComplete="off"
            error={findContractError({ issues, index, answer })}
            helpText={
              <ContractHint
                answer={answer}
                onRetry={() => contracts.retry(condition)}
                onUseChain={(chain) => edit({ chain })}
              />
            }
            onChange={(contract) => edit({ contract })}
          />
        </InlineGrid>
        <InlineGrid columns={{ xs: 1, sm: ['twoThirds', 'oneThird'] }} gap="300">
          <Select
            id={fieldId(path('kind'))}
            label="Kind of token"
            options={KINDS}
            value={kind}
            disabled={isKnown}
            helpText={isKnown ? 'Read from the contract.' : 'Set by itself once the contract is known.'}
            error={findError(issues, path('kind'))}
            onChange={(value) => edit({ kind: isKind(value) ? value : 'erc721' })}
          />
          <TextField
            id={fieldId(path('minimum'))}
            label="At least"
            value={condition.minimum}
            suffix={formatUnit({ kind, answer })}
            inputMode={kind === 'erc20' ? 'decimal' : 'numeric'}
            maxLength={80}
            autoComplete="off"
            error={findError(issues, path('minimum'))}
            onChange={(minimum) => edit({ minimum })}
          />
        </InlineGrid>
        {kind === 'erc1155' && (
          <TextField
            id={fieldId(path('tokenIds'))}
            label="Token ids"
            value={condition.tokenIds}
            placeholder="1, 2, 3"
            helpText="Which items count, separated by commas. What a wallet holds of them is added up."
            inputMode="text"
            autoComplete="off"
            error={findError(issues, path('tokenIds'))}
            onChange={(tokenIds) => edit({ tokenIds })}
          />
        )}
      </BlockStack>
    </Box>
  )
}
