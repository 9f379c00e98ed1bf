import { BlockStack, Button, ButtonGroup, Card, Text } from '@shopify/polaris'
import { ImportFields, ImportHelp } from './ImportFields.tsx'
import { ImportOutcome } from './ImportOutcome.tsx'
import type { ImportFormModel } from './useImportForm.ts'
import type { ListView } from './views.ts'

/** Card that imports addresses from a file or from pasted text. */
export function ImportCard({ list, form }: { list: ListView; form: ImportFormModel }) {
  const { source, model, start } = form
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {list.size === 0 ? 'Add addresses' : 'Change addresses'}
          </Text>
          <ImportHelp />
        </BlockStack>
        <ImportFields source={source} isBusy={form.bar.isSaving} />
        <ImportOutcome model={model} size={list.size} />
        {(model.stage.kind === 'idle' || model.stage.kind === 'failed' || model.stage.kind === 'done') && (
          <ButtonGroup>
            {list.size > 0 && (
              <Button variant="primary" disabled={!source.hasSource} onClick={() => start('add')}>
                Add to list
              </Button>
            )}
            <Button
              {...(list.size === 0 && { variant: 'primary' })}
              disabled={!source.hasSource}
              onClick={() => start('replace')}
            >
              {list.size === 0 ? 'Import' : 'Replace list'}
            </Button>
          </ButtonGroup>
        )}
      </BlockStack>
    </Card>
  )
}
