import { BlockStack, Collapsible, Icon, InlineStack, Select, Spinner, Text } from '@shopify/polaris'
import { AlertCircleIcon, ChevronDownIcon, ChevronUpIcon } from '@shopify/polaris-icons'
import { hasField } from '../../core/requirement/kinds/facts.ts'
import { formatNeeds } from '../formatRequirement.ts'

import { LazyPart } from '../page/LazyPart.tsx'
import { SentenceText } from '../SentenceText.tsx'
import { AmountFields } from './AmountFields.tsx'
import { createMoveOnKey } from './createMoveOnKey.ts'
import { composeFieldId, type DraftCondition } from './draft.ts'
import { draftCard } from './draftNeeds.ts'
import { loadCallFields, loadListFields, loadTraitFields } from './kindFields.ts'
import { NodeMenu } from './NodeMenu.tsx'
import { chooseSubject, listSubjects, subjectOf } from './subjects.ts'
import { TokenFields } from './TokenFields.tsx'
import type { ConditionFieldsProps, EditCondition, NodePlace, TreeProps } from './treeProps.ts'

const LOADING = <Spinner size="small" accessibilityLabel="Loading fields" />

/** One condition: its sentence, and its fields if it is expanded. */
export function ConditionBox({
  tree,
  condition,
  place,
}: {
  tree: TreeProps
  condition: DraftCondition
  place: NodePlace
}) {
  const { editor, chains, lists } = tree
  const { dispatch, open, issues } = editor
  const { key } = condition
  const isOpen = open.includes(key)
  const isWrong = Object.keys(issues).some((field) => field.startsWith(`${key}.`))
  const bodyId = composeFieldId(`${key}.body`)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only repeat what the menu does
    <div
      className="palisade-need"
      data-wrong={isWrong}
      onKeyDown={createMoveOnKey({ node: condition, place, dispatch })}
    >
      <InlineStack gap="100" blockAlign="start" wrap={false} align="space-between">
        <button
          type="button"
          className="palisade-need-head"
          id={composeFieldId(`${key}.head`)}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => dispatch({ kind: 'toggle', key })}
        >
          <span className="palisade-still">
            <Icon source={isOpen ? ChevronUpIcon : ChevronDownIcon} tone="subdued" />
          </span>
          <span>
            {isNamed(condition) ? (
              <SentenceText
                sentence={formatNeeds({
                  root: {
                    kind: 'all',
                    count: 1,
                    of: [draftCard({ condition, contracts: editor.contracts, chains, lists })],
                  },
                })}
              />
            ) : (
              <Text as="span" fontWeight="medium">
                New condition
              </Text>
            )}
          </span>
          {isWrong && (
            <span className="palisade-still">
              <Icon source={AlertCircleIcon} tone="critical" accessibilityLabel="Needs attention" />
            </span>
          )}
        </button>
        <NodeMenu tree={tree} node={condition} place={place} />
      </InlineStack>
      <Collapsible id={bodyId} open={isOpen} transition={{ duration: '0ms' }}>
        <div className="palisade-need-body">
          {isOpen && <ConditionFields tree={tree} condition={condition} />}
        </div>
      </Collapsible>
    </div>
  )
}

/** Whether the condition has enough fields for a sentence. */
function isNamed({ kind, contract, listId }: DraftCondition): boolean {
  const has = (field: 'list' | 'contract', text: string) => !hasField(kind, field) || text.trim() !== ''
  return has('list', listId) && has('contract', contract)
}

/** Fields of one condition: its subject, and all fields of its kind. */
export function ConditionFields({ tree, condition }: ConditionFieldsProps) {
  const { editor, chains } = tree
  const { kind, chain, key } = condition
  const edit: EditCondition = (change) => editor.dispatch({ kind: 'editCondition', key, change })
  const isList = hasField(kind, 'list')
  const own = { editor, condition, edit }
  return (
    <BlockStack gap="300">
      <Select
        id={composeFieldId(`${key}.subject`)}
        label="What counts"
        options={listSubjects({ chains, kind })}
        value={subjectOf(kind)}
        onChange={(text) => edit(chooseSubject({ text, chain, chains }))}
      />
      {isList ? (
        <LazyPart load={loadListFields} props={{ tree, condition, edit }} instead={LOADING} />
      ) : (
        <>
          {hasField(kind, 'call') && <LazyPart load={loadCallFields} props={own} instead={LOADING} />}
          <TokenFields tree={tree} condition={condition} edit={edit} />
          {hasField(kind, 'traits') && <LazyPart load={loadTraitFields} props={own} instead={LOADING} />}
          <AmountFields {...own} />
        </>
      )}
    </BlockStack>
  )
}
