import { BlockStack, Button, ButtonGroup, InlineStack, Spinner, Text } from '@shopify/polaris'
import { NewsBanner } from '../page/NewsBanner.tsx'
import type { VersionRow } from './compareVersions.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** Banner for a gate that somebody else saved meanwhile: both versions side by side, and a choice between them. */
export function VersionsBanner({
  editor,
  rows,
}: {
  editor: GateEditorModel
  /** Fields that differ; null while the other version is not known. */
  rows: readonly VersionRow[] | null
}) {
  const { other, isSaving } = editor
  return (
    <NewsBanner tone="warning" title="Someone else changed this gate">
      <BlockStack gap="300">
        <Text as="p">Your changes are still here, but they are not saved.</Text>
        {other?.kind === 'asking' && (
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" accessibilityLabel="Loading the other version" />
            <Text as="span">Loading the other version…</Text>
          </InlineStack>
        )}
        {other?.kind === 'unreachable' && (
          <InlineStack gap="200" blockAlign="center">
            <Text as="span">The other version could not be loaded. The gate may have been deleted.</Text>
            <Button variant="plain" onClick={other.retry}>
              Try again
            </Button>
          </InlineStack>
        )}
        {rows?.length === 0 && <Text as="p">Both versions say the same.</Text>}
        {rows && rows.length > 0 && <VersionTable rows={rows} />}
        {rows && (
          <ButtonGroup>
            <Button loading={isSaving} onClick={editor.keepMine}>
              Keep mine
            </Button>
            <Button disabled={isSaving} onClick={editor.takeTheirs}>
              Take theirs
            </Button>
          </ButtonGroup>
        )}
      </BlockStack>
    </NewsBanner>
  )
}

function VersionTable({ rows }: { rows: readonly VersionRow[] }) {
  return (
    <table className="palisade-versions">
      <caption className="palisade-heard">What differs between the two versions</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Yours</th>
          <th scope="col">Theirs</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, mine, theirs }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{mine}</td>
            <td>{theirs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
