import { InlineGrid, Select, TextField } from '@shopify/polaris'
import { familyOfKind, hasField, isRecognized, KIND_NAMES } from '../kinds.ts'
import { ContractHint } from './ContractHint.tsx'
import { fieldId } from './draft.ts'
import { findContractError } from './findContractError.ts'
import { findError } from './findError.ts'
import { listChains } from './listChains.ts'
import { pasteContract } from './pasteContract.ts'
import type { ConditionFieldsProps, EditCondition } from './treeProps.ts'

/** Which token, on which chain: the address says what it is. */
export function TokenFields({ tree, condition, edit }: ConditionFieldsProps & { edit: EditCondition }) {
  const { editor, chains } = tree
  const { contracts, issues } = editor
  const { key, kind, chain } = condition
  const answer = contracts.find(condition)
  const family = isRecognized(kind) ? 'any' : familyOfKind(kind)
  const isCreator = kind === 'creator'
  return (
    <InlineGrid columns={{ xs: 1, sm: ['oneThird', 'twoThirds'] }} gap="300">
      <Select
        id={fieldId(`${key}.chain`)}
        label="Chain"
        options={listChains({ chains, slug: chain, family })}
        value={chain}
        error={
          chains.length === 0 ? 'No chain is set up on this server yet.' : findError(issues, `${key}.chain`)
        }
        onChange={(slug) => edit({ chain: slug })}
      />
      {hasField(kind, 'contract') && (
        <TextField
          id={fieldId(`${key}.contract`)}
          label={isCreator ? 'Creator’s address' : 'Contract address'}
          value={condition.contract}
          placeholder={chains.find((each) => each.slug === chain)?.family === 'solana' ? '' : '0x…'}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          error={findContractError({ issues, field: `${key}.contract`, text: condition.contract, answer })}
          helpText={
            isCreator ? (
              'NFTs count that this wallet has signed as a creator.'
            ) : (
              <ContractHint
                answer={answer}
                kindName={KIND_NAMES[contracts.kindOf(condition)]}
                onRetry={() => contracts.retry(condition)}
                onUseChain={(slug) => edit({ chain: slug })}
              />
            )
          }
          onChange={(text) => edit(pasteContract({ text, chain, chains }))}
        />
      )}
    </InlineGrid>
  )
}
