import { BlockStack, Select } from '@shopify/polaris'
import { hasField } from '../kinds.ts'
import { AmountFields } from './AmountFields.tsx'
import { composeFieldId } from './draft.ts'
import { ListFields } from './ListFields.tsx'
import { chooseSubject, listSubjects, subjectOf } from './subjects.ts'
import { TokenFields } from './TokenFields.tsx'
import type { ConditionFieldsProps, EditCondition } from './treeProps.ts'

/** Fields of one condition: its subject, and all fields of its kind. */
export function ConditionFields({ tree, condition }: ConditionFieldsProps) {
  const { editor, chains } = tree
  const { kind, chain, key } = condition
  const edit: EditCondition = (change) => editor.dispatch({ kind: 'editCondition', key, change })
  const isList = hasField(kind, 'list')
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
        <ListFields tree={tree} condition={condition} edit={edit} />
      ) : (
        <>
          <TokenFields tree={tree} condition={condition} edit={edit} />
          <AmountFields editor={editor} condition={condition} edit={edit} />
        </>
      )}
    </BlockStack>
  )
}
