import {
  Banner,
  BlockStack,
  Button,
  DropZone,
  InlineError,
  InlineStack,
  ProgressBar,
  Text,
} from '@shopify/polaris'
import { useRef, useState } from 'react'
import type { DraftCondition } from '../editor/draft.ts'
import { runTraitImport, TraitImportRefusal } from './runTraitImport.ts'

/** Field for a metadata file, with the progress of its import. */
export function TraitImport({
  condition: { chain, contract },
  onImported,
}: {
  condition: DraftCondition
  onImported: () => void
}) {
  const [share, setShare] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const controller = useRef<AbortController | null>(null)
  const run = async (file: File | undefined) => {
    if (!file) return
    controller.current = new AbortController()
    setFailure(null)
    setShare(0)
    try {
      const { signal } = controller.current
      const left = await runTraitImport({
        chain,
        contract: contract.trim(),
        file,
        signal,
        onProgress: setShare,
      })
      setLeftOut(left)
      if (left.length === 0) onImported()
    } catch (error) {
      if (error instanceof TraitImportRefusal) setFailure(error.message)
      else if (!controller.current.signal.aborted)
        setFailure('This file could not be imported. Try another one.')
    }
    setShare(null)
  }
  if (leftOut.length > 0)
    return (
      <Banner tone="info" action={{ content: 'Choose traits', onAction: onImported }}>
        {`The metadata is imported. These traits were left out, as they have too many values: ${leftOut.join(', ')}.`}
      </Banner>
    )
  return (
    <BlockStack gap="200">
      {share === null ? (
        <DropZone
          label="Metadata file"
          labelHidden
          accept=".json,.csv,.tsv,application/json,text/csv"
          type="file"
          allowMultiple={false}
          variableHeight
          onDrop={(files) => void run(files[0])}
        >
          <DropZone.FileUpload actionTitle="Choose metadata file" actionHint="or drop it here" />
        </DropZone>
      ) : (
        <InlineStack gap="300" blockAlign="center" wrap={false}>
          <ProgressBar progress={Math.round(share * 100)} size="small" ariaLabelledBy="trait-import" />
          <Button variant="plain" onClick={() => controller.current?.abort()}>
            Cancel
          </Button>
        </InlineStack>
      )}
      <div role="status">
        <Text as="span" id="trait-import" visuallyHidden>
          {share === null ? '' : 'Importing metadata'}
        </Text>
      </div>
      {failure && <InlineError message={failure} fieldID="trait-import" />}
    </BlockStack>
  )
}
