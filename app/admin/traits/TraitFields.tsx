import { BlockStack, Button, InlineError, InlineStack, Spinner, Text } from '@shopify/polaris'
import { useState } from 'react'
import { composeFieldId, type DraftCondition } from '../editor/draft.ts'
import { findError } from '../editor/findError.ts'
import type { EditCondition } from '../editor/treeProps.ts'
import type { GateEditorModel } from '../editor/useGateEditor.ts'
import { TraitImport } from './TraitImport.tsx'
import { TraitPicks } from './TraitPicks.tsx'
import { type TraitTableAnswer, useTraitTable } from './useTraitTable.ts'
import type { TraitTableView } from './views.ts'

/** Fields for the traits that count: first the import of the collection's metadata, then the choice. */
export function TraitFields({
  editor,
  condition,
  edit,
}: {
  editor: GateEditorModel
  condition: DraftCondition
  edit: EditCondition
}) {
  const { key } = condition
  const { table, sources, reload } = useTraitTable(condition)
  const error = findError(editor.issues, `${key}.traits`)
  const id = composeFieldId(`${key}.traits`)
  return (
    <fieldset id={id} tabIndex={-1} className="palisade-fieldset">
      <BlockStack gap="300">
        <Text as="legend" variant="headingSm">
          Traits that count
        </Text>
        {isTable(table) ? (
          <KnownTraits
            table={table}
            sources={sources}
            condition={condition}
            edit={edit}
            onImported={reload}
          />
        ) : (
          <NoTraits table={table} sources={sources} condition={condition} onImported={reload} />
        )}
        {error && <InlineError message={error} fieldID={id} />}
      </BlockStack>
    </fieldset>
  )
}

function isTable(table: TraitTableAnswer): table is NonNullable<TraitTableView> {
  return table !== null && typeof table === 'object'
}

function NoTraits({
  table,
  sources,
  condition,
  onImported,
}: {
  table: TraitTableAnswer
  sources: readonly string[]
  condition: DraftCondition
  onImported: () => void
}) {
  if (table === 'no-address')
    return (
      <Text as="p" tone="subdued">
        Enter the collection’s address first.
      </Text>
    )
  if (table === 'asking') return <Spinner size="small" accessibilityLabel="Loading traits" />
  if (table === 'unreachable')
    return (
      <InlineStack gap="150">
        <Text as="span">The server could not be reached.</Text>
        <Button variant="plain" onClick={onImported}>
          Try again
        </Button>
      </InlineStack>
    )
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued">
        Import the collection’s metadata once: a JSON file with all tokens and their attributes, or a CSV file
        with a column for the ID and one for each trait. Shoppers’ visits then look nothing up.
      </Text>
      <TraitImport condition={condition} sources={sources} onImported={onImported} />
    </BlockStack>
  )
}

function KnownTraits({
  table,
  sources,
  condition,
  edit,
  onImported,
}: {
  table: NonNullable<TraitTableView>
  sources: readonly string[]
  condition: DraftCondition
  edit: EditCondition
  onImported: () => void
}) {
  const [isImporting, setIsImporting] = useState(false)
  return (
    <BlockStack gap="300">
      <TraitPicks
        table={table}
        picks={condition.traits ?? []}
        idPrefix={composeFieldId(`${condition.key}.traits`)}
        onChange={(traits) => edit({ traits })}
      />
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" tone="subdued" variant="bodySm">
          {`${table.tokens.toLocaleString('en')} tokens, from ${table.source}`}
        </Text>
        <Button variant="plain" onClick={() => setIsImporting(!isImporting)}>
          {isImporting ? 'Keep these' : 'Import again'}
        </Button>
      </InlineStack>
      {isImporting && (
        <TraitImport
          condition={condition}
          sources={sources}
          onImported={() => {
            setIsImporting(false)
            onImported()
          }}
        />
      )}
    </BlockStack>
  )
}
