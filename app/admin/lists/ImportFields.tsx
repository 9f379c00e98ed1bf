import { BlockStack, Box, Button, DropZone, InlineStack, Text, TextField } from '@shopify/polaris'
import { MAX_LIST_SIZE } from '../../core/list/limits.ts'
import type { ImportSourceModel } from './useImportSource.ts'

/** Fields for a file of addresses or pasted text. */
export function ImportFields({ source, isBusy }: { source: ImportSourceModel; isBusy: boolean }) {
  const { file, setFile, text, setText } = source
  if (file !== null) return <ChosenFile file={file} isBusy={isBusy} onRemove={() => setFile(null)} />
  return (
    <>
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
    </>
  )
}

/** What a list may have, and how it is read. */
export function ImportHelp() {
  return (
    <Text as="p" tone="subdued">
      Enter one wallet per line: Ethereum-style addresses, Solana addresses and ENS names. A list can have up
      to {MAX_LIST_SIZE.toLocaleString('en')}. Palisade reads only the first column of a CSV file.
    </Text>
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
