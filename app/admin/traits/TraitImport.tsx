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
import { MAX_TRAIT_VALUES, MAX_TRAITS } from '../../core/trait/limits.ts'
import type { DraftCondition } from '../editor/draft.ts'
import { AddressFields } from './AddressFields.tsx'
import { runTraitImport, TraitImportRefusal, type TraitSource } from './runTraitImport.ts'

/** Fields for a metadata file or its addresses, with the progress of the import. */
export function TraitImport({
  condition: { chain, contract },
  sources,
  onImported,
}: {
  condition: DraftCondition
  sources: readonly string[]
  onImported: () => void
}) {
  const [share, setShare] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const controller = useRef<AbortController | null>(null)
  const run = async (from: TraitSource) => {
    controller.current = new AbortController()
    setFailure(null)
    setShare(0)
    try {
      const { signal } = controller.current
      const left = await runTraitImport({
        chain,
        contract: contract.trim(),
        from,
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
        {`The metadata is imported. These traits were left out: ${leftOut.join(', ')}. A trait has at most ${MAX_TRAIT_VALUES} values, and a collection at most ${MAX_TRAITS} traits.`}
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
          onDrop={([file]) => void (file && run({ kind: 'file', file }))}
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
      {share === null && sources.length > 0 && <AddressFields sources={sources} onRun={run} />}
      {failure && <InlineError message={failure} fieldID="trait-import" />}
    </BlockStack>
  )
}
