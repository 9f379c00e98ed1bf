import { BlockStack, Button, Card, InlineError, InlineStack, Select, Text } from '@shopify/polaris'
import { PlusIcon } from '@shopify/polaris-icons'
import { Fragment, useState } from 'react'
import { MAX_CONDITIONS } from '../../core/requirement/parseRequirement.ts'
import type { ChainView } from '../views.ts'
import { ConditionFields } from './ConditionFields.tsx'
import { fieldId } from './draft.ts'
import { findError } from './findError.ts'
import { startCondition } from './startDraft.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** What a wallet must hold: conditions, joined by all or any where there are several. */
export function ConditionsCard({
  editor,
  chains,
}: {
  editor: GateEditorModel
  chains: readonly ChainView[]
}) {
  const { draft, dispatch } = editor
  const [added, setAdded] = useState(0)
  const error = findError(editor.issues, 'conditions')
  const id = fieldId('conditions')
  const add = () => {
    setAdded(added + 1)
    dispatch({ kind: 'addCondition', condition: startCondition({ key: `added-${added}`, chains }) })
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What a wallet must hold
        </Text>
        {draft.conditions.length > 1 && (
          <Select
            label="A wallet must meet"
            options={[
              { value: 'all', label: 'All of these conditions' },
              { value: 'any', label: 'Any one of these conditions' },
            ]}
            value={draft.join}
            onChange={(value) =>
              dispatch({ kind: 'edit', change: { join: value === 'any' ? 'any' : 'all' } })
            }
          />
        )}
        {draft.conditions.map((condition, index) => (
          <Fragment key={condition.key}>
            {index > 0 && (
              <div className="palisade-join">
                <Text as="span" variant="bodySm" fontWeight="semibold" tone="subdued">
                  {draft.join === 'all' ? 'AND' : 'OR'}
                </Text>
              </div>
            )}
            <ConditionFields editor={editor} condition={condition} index={index} chains={chains} />
          </Fragment>
        ))}
        {error && <InlineError message={error} fieldID={id} />}
        <InlineStack>
          <Button id={id} icon={PlusIcon} disabled={draft.conditions.length >= MAX_CONDITIONS} onClick={add}>
            Add condition
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}
