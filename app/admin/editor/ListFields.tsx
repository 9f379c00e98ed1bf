import { BlockStack, Button, InlineGrid, Select, Text } from '@shopify/polaris'
import { useState } from 'react'
import { conditionFacts } from '../../core/requirement/kinds/facts.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import { ChainField } from './ChainField.tsx'
import { loadCreateList } from './dialogs.ts'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import { listChains } from './listChains.ts'
import type { ConditionFieldsProps, EditCondition } from './treeProps.ts'

const ANY_CHAIN = { value: '', label: 'Any chain' }

/** Fields of a list condition: the list, and the chain of an allow list. */
export function ListFields({ tree, condition, edit }: ConditionFieldsProps & { edit: EditCondition }) {
  const { editor, chains, lists } = tree
  const { issues } = editor
  // A closed dialog keeps what was typed.
  const [dialog, setDialog] = useState<'unused' | 'open' | 'closed'>('unused')
  const { key, kind, listId, chain } = condition
  const isGone = listId !== '' && !lists.some(({ id }) => id === listId)
  const options = [
    ...(listId === '' ? [{ value: '', label: 'Choose a list' }] : []),
    ...lists.map(({ id, name }) => ({ value: id, label: name })),
    ...(isGone ? [{ value: listId, label: 'Deleted list' }] : []),
  ]
  const isListed = conditionFacts[kind].asks === 'listed'
  return (
    <BlockStack gap="300">
      <InlineGrid columns={{ xs: 1, sm: isListed ? ['twoThirds', 'oneThird'] : 1 }} gap="300">
        <Select
          id={composeFieldId(`${key}.listId`)}
          label="List"
          options={options}
          value={listId}
          error={findError(issues, `${key}.listId`)}
          helpText={
            <>
              {lists.length === 0 ? 'You have no list yet. ' : ''}
              <Button variant="plain" onClick={() => setDialog('open')}>
                Create a list
              </Button>
            </>
          }
          onChange={(id) => edit({ listId: id })}
        />
        {isListed && (
          <ChainField
            id={composeFieldId(`${key}.chain`)}
            options={[ANY_CHAIN, ...listChains({ chains, slug: chain })]}
            value={chain}
            error={findError(issues, `${key}.chain`)}
            helpText="Only matters for smart-contract wallets, which exist on one chain."
            onChange={(slug) => edit({ chain: slug })}
          />
        )}
      </InlineGrid>
      {!isListed && (
        <Text as="p" tone="subdued">
          Everyone who is not on this list meets this condition. The offer does not mention the list. A
          shopper with a wallet on the list reads that it cannot be used for this offer.
        </Text>
      )}
      {dialog !== 'unused' && (
        <LazyPart
          load={loadCreateList}
          props={{
            isOpen: dialog === 'open',
            onCreated: (id) => {
              edit({ listId: id })
              setDialog('closed')
            },
            onClose: () => setDialog('closed'),
          }}
          onNotLoaded={() => setDialog('unused')}
        />
      )}
    </BlockStack>
  )
}
