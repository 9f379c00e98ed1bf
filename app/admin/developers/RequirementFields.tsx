import { BlockStack, InlineGrid, Text, TextField } from '@shopify/polaris'
import { familyOf } from '../../core/chain/familyOf.ts'
import { toComparableAddress } from '../../core/chain/toComparableAddress.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import { canHaveTokenIds } from '../../core/flatRequirement/canHaveTokenIds.ts'
import { ChainField } from '../editor/ChainField.tsx'
import { ContractHint } from '../editor/ContractHint.tsx'
import { CONTRACT_PLACEHOLDERS } from '../editor/contractPlaceholders.ts'
import { formatUnit } from '../editor/formatUnit.ts'
import { listChains } from '../editor/listChains.ts'
import { parsePastedContract } from '../editor/parsePastedContract.ts'
import type { Sentence } from '../formatPlain.ts'
import { formatTokenName } from '../formatTokenName.ts'
import { formatFieldIssue } from '../messages.ts'
import { SentenceText } from '../SentenceText.tsx'
import type { ChainView } from '../views.ts'
import { formatSignInRule } from './formatSignInRule.ts'
import { composeProjectFieldId, splitEntries } from './projectDraft.ts'
import type { ProjectEditorModel } from './useProjectEditor.ts'

/** Fields of a project's requirement: what a wallet must hold to sign in, or the listed wallets. */
export function RequirementFields({
  editor,
  chains,
}: {
  editor: ProjectEditorModel
  chains: readonly ChainView[]
}) {
  const { draft, errors, edit, contracts, condition, kind, hasMints } = editor
  const answer = contracts.find(condition)
  const unknown = answer !== null && answer !== 'asking' && answer.kind === 'unknown' ? answer.reason : null
  const rule = draftRule(editor)
  return (
    <BlockStack gap="300">
      {rule && <SentenceText sentence={rule} />}
      <InlineGrid columns={{ xs: 1, sm: ['oneThird', 'twoThirds'] }} gap="300">
        <ChainField
          id={composeProjectFieldId('chain')}
          options={listChains({ chains, slug: draft.chain })}
          value={draft.chain}
          error={chains.length === 0 ? 'No chain is set up on this server yet.' : errors.chain}
          onChange={(chain) => edit({ chain })}
        />
        <TextField
          id={composeProjectFieldId('contractAddress')}
          label="Contract address"
          value={draft.contractAddress}
          placeholder={CONTRACT_PLACEHOLDERS[familyOf(condition.chain as ChainSlug)]}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          error={unknown ? formatFieldIssue({ path: 'contract', issue: unknown }) : errors.contractAddress}
          helpText={
            <ContractHint
              answer={answer}
              onRetry={() => contracts.retry(condition)}
              onUseChain={(chain) => edit({ chain })}
            />
          }
          onChange={(text) => {
            const { contract, chain } = parsePastedContract({ text, chain: draft.chain, chains })
            edit({ contractAddress: contract, chain })
          }}
        />
      </InlineGrid>
      {familyOf(condition.chain as ChainSlug) === 'flow' && (
        <Text as="p" tone="subdued">
          The sign-in page of this server connects no wallet of Flow. Your own site must, with picket-js or
          FCL.
        </Text>
      )}
      <TextField
        id={composeProjectFieldId('minTokenBalance')}
        label="At least"
        value={draft.minTokenBalance}
        suffix={formatUnit({ kind: kind ?? 'erc721', chain: draft.chain, answer })}
        placeholder="Any amount"
        inputMode="decimal"
        maxLength={80}
        autoComplete="off"
        error={errors.minTokenBalance}
        onChange={(minTokenBalance) => edit({ minTokenBalance })}
      />
      {((kind && canHaveTokenIds(kind)) || hasMints || errors.tokenIds) && (
        <TextField
          id={composeProjectFieldId('tokenIds')}
          label={hasMints ? 'Mints' : 'Token IDs'}
          value={draft.tokenIds}
          placeholder="Any"
          helpText={
            hasMints
              ? 'To count only some tokens, enter their mint addresses, separated by commas. If you leave this empty, the address above decides.'
              : 'To count only some items, enter their IDs, separated by commas. The amounts of these items are added up. If you leave this empty, every token of this contract counts.'
          }
          autoComplete="off"
          error={errors.tokenIds}
          onChange={(tokenIds) => edit({ tokenIds })}
        />
      )}
      <TextField
        id={composeProjectFieldId('allowedWallets')}
        label="Listed wallets"
        value={draft.allowedWallets}
        placeholder="0x…"
        helpText="Enter one per line. These wallets can sign in whatever they hold. If you leave this empty, only the tokens decide."
        multiline={2}
        maxHeight={240}
        monospaced
        spellCheck={false}
        autoComplete="off"
        error={errors.allowedWallets}
        onChange={(allowedWallets) => edit({ allowedWallets })}
      />
    </BlockStack>
  )
}

/** Format a draft's rule as a sentence; null until the draft has a known token or a listed wallet. */
function draftRule({
  draft,
  contracts,
  condition,
  kind,
  hasMints,
}: Pick<ProjectEditorModel, 'draft' | 'contracts' | 'condition' | 'kind' | 'hasMints'>): Sentence | null {
  const answer = contracts.find(condition)
  const known = answer !== null && answer !== 'asking' && answer.kind === 'known' ? answer.description : null
  const walletCount = new Set(splitEntries(draft.allowedWallets).map(toComparableAddress)).size
  if (!known && walletCount === 0) return null
  return formatSignInRule({
    chain: draft.chain,
    token: known && formatTokenName({ ...known, contract: draft.contractAddress.trim() }),
    minimum: draft.minTokenBalance,
    tokenIds: (kind && canHaveTokenIds(kind)) || hasMints ? splitEntries(draft.tokenIds) : [],
    walletCount,
  })
}
