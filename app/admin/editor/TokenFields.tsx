import { InlineGrid, TextField } from '@shopify/polaris'
import { useState } from 'react'
import type { FieldIssues } from '../../core/gate/issues.ts'
import { hasField } from '../../core/requirement/kinds/facts.ts'
import { familyOfKind, isRecognized, KIND_TEXTS } from '../kinds.ts'
import { formatFieldIssue } from '../messages.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import type { ContractAnswer } from '../views.ts'
import { ChainField } from './ChainField.tsx'
import { ContractHint } from './ContractHint.tsx'
import { CONTRACT_PLACEHOLDERS } from './contractPlaceholders.ts'
import { loadFindToken } from './dialogs.ts'
import { composeFieldId, type DraftCondition } from './draft.ts'
import { findError } from './findError.ts'
import { listChains } from './listChains.ts'
import { findLinkIssue, parsePastedContract } from './parsePastedContract.ts'
import type { ConditionFieldsProps, EditCondition } from './treeProps.ts'
import type { UseContractsResult } from './useContracts.ts'

/** Fields for the chain and the address of a token. The address determines the token's kind. */
export function TokenFields({ tree, condition, edit }: ConditionFieldsProps & { edit: EditCondition }) {
  const { editor, chains } = tree
  const { contracts, issues } = editor
  const { key, kind, chain } = condition
  const answer = contracts.find(condition)
  const family = isRecognized(kind) ? 'any' : familyOfKind(kind)
  const { address } = KIND_TEXTS[kind]
  const [isFinding, setIsFinding] = useState(false)
  // No list names the wallets of creators.
  const canSearch = address === null && chains.length > 0
  return (
    <InlineGrid columns={{ xs: 1, sm: ['oneThird', 'twoThirds'] }} gap="300">
      <ChainField
        id={composeFieldId(`${key}.chain`)}
        options={listChains({ chains, slug: chain, family })}
        value={chain}
        error={
          chains.length === 0 ? 'No chain is set up on this server yet.' : findError(issues, `${key}.chain`)
        }
        onChange={(slug) => edit({ chain: slug })}
      />
      {hasField(kind, 'contract') && (
        <TextField
          id={composeFieldId(`${key}.contract`)}
          label={address?.label ?? 'Contract address'}
          value={condition.contract}
          placeholder={CONTRACT_PLACEHOLDERS[chains.find((each) => each.slug === chain)?.family ?? 'evm']}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          error={findContractError({ issues, field: `${key}.contract`, text: condition.contract, answer })}
          helpText={
            address?.help || (
              <ContractHint
                answer={answer}
                kindName={formatKindName({ condition, contracts })}
                onRetry={() => contracts.retry(condition)}
                onUseChain={(slug) => edit({ chain: slug })}
              />
            )
          }
          {...(canSearch && { labelAction: { content: 'Find a token', onAction: () => setIsFinding(true) } })}
          onChange={(text) => edit(parsePastedContract({ text, chain, chains }))}
        />
      )}
      {isFinding && (
        <LazyPart
          load={loadFindToken}
          props={{
            onChoose: (token) => {
              edit({ chain: token.chain, contract: token.contract })
              setIsFinding(false)
            },
            onClose: () => setIsFinding(false),
          }}
          onNotLoaded={() => setIsFinding(false)}
        />
      )}
    </InlineGrid>
  )
}

/** The kind that the chain tells, also where the merchant has chosen another one for it. */
function formatKindName({
  condition,
  contracts,
}: {
  condition: DraftCondition
  contracts: UseContractsResult
}): string {
  const answer = contracts.find(condition)
  const isKnown = answer !== null && answer !== 'asking' && answer.kind === 'known'
  const kind = isKnown ? answer.description.kind : contracts.kindOf(condition)
  return KIND_TEXTS[kind].name
}

/** Find the error of a condition's address: the chain's last answer comes before the issue of the last save. */
export function findContractError({
  issues,
  field,
  text,
  answer,
}: {
  issues: FieldIssues
  field: string
  /** Text in the field. */
  text: string
  answer: ContractAnswer | 'asking' | null
}): string | undefined {
  if (answer !== null && answer !== 'asking' && answer.kind === 'unknown') {
    return formatFieldIssue({ path: field, issue: answer.reason })
  }
  const link = findLinkIssue(text)
  return link ? formatFieldIssue({ path: field, issue: link }) : findError(issues, field)
}
