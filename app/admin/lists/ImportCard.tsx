import {
  BlockStack,
  Box,
  Button,
  ButtonGroup,
  Card,
  DropZone,
  InlineStack,
  Text,
  TextField,
} from '@shopify/polaris'
import { MAX_LIST_SIZE } from '../../core/list/limits.ts'
import { ImportOutcome } from './ImportOutcome.tsx'
import type { ImportFormModel } from './useImportForm.ts'
import type { ListView } from './views.ts'

/** Card that imports addresses from a file or from pasted text. */
export function ImportCard({ list, form }: { list: ListView; form: ImportFormModel }) {
  const { file, setFile, text, setText, hasSource, model, start } = form
  const isBusy = form.bar.isSaving
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {list.size === 0 ? 'Add addresses' : 'Change addresses'}
          </Text>
          <Text as="p" tone="subdued">
            Enter one wallet per line. You can mix Ethereum-style and Solana addresses. A list can have up to{' '}
            {MAX_LIST_SIZE.toLocaleString('en')}. Palisade reads only the first column of a CSV file.
          </Text>
        </BlockStack>
        {file === null ? (
          <DropZone
            label="CSV or text file"
            accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
            type="file"
            allowMultiple={false}
            disabled={isBusy || text.trim() !== ''}
            variableHeight
            onDrop={(files) => setFile(files[0] ?? null)}
          >
            <DropZone.FileUpload actionTitle="Choose file" actionHint="or drop it here" />
          </DropZone>
        ) : (
          <ChosenFile file={file} isBusy={isBusy} onRemove={() => setFile(null)} />
        )}
        {file === null && (
          <TextField
            label="Or paste addresses"
            value={text}
            placeholder={
              '0x52908400098527886E0F7030069857D2E4169EE7\nHN7cABqLq46Es1jh92dQQisAq662SmxELLLsHHe4YWrH'
            }
            multiline={5}
            maxHeight={240}
            monospaced
            spellCheck={false}
            autoComplete="off"
            disabled={isBusy}
            onChange={setText}
          />
        )}
        <ImportOutcome model={model} size={list.size} />
        {(model.stage.kind === 'idle' || model.stage.kind === 'failed' || model.stage.kind === 'done') && (
          <ButtonGroup>
            {list.size > 0 && (
              <Button variant="primary" disabled={!hasSource} onClick={() => start('add')}>
                Add to list
              </Button>
            )}
            <Button
              {...(list.size === 0 && { variant: 'primary' })}
              disabled={!hasSource}
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

function ChosenFile({ file, isBusy, onRemove }: { file: File; isBusy: boolean; onRemove: () => void }) {
  return (
    <Box padding="300" borderWidth="025" borderColor="border" borderRadius="200">
      <InlineStack gap="300" align="space-between" blockAlign="center" wrap={false}>
        <BlockStack>
          <Text as="span" fontWeight="semibold" breakWord>
            {file.name}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            {formatBytes(file.size)}
          </Text>
        </BlockStack>
        <Button variant="plain" disabled={isBusy} onClick={onRemove}>
          Remove
        </Button>
      </InlineStack>
    </Box>
  )
}

function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
