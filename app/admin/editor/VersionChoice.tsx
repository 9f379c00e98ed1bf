import { Button, ButtonGroup, Text } from '@shopify/polaris'
import type { ChainView, ListView } from '../views.ts'
import { compareVersions, type VersionRow } from './compareVersions.ts'
import type { EditorShop } from './formatEditorShop.ts'
import type { GateEditorModel } from './useGateEditor.ts'

export type VersionChoiceProps = {
  readonly editor: GateEditorModel
  readonly chains: readonly ChainView[]
  readonly lists: readonly ListView[]
  readonly shop: EditorShop
}

/** What differs between this draft and the version that somebody else saved, and a choice between them. */
export function VersionChoice(props: VersionChoiceProps) {
  const { editor } = props
  const { isSaving } = editor
  const rows = compareDrafts(props)
  if (!rows) return null
  return (
    <>
      {rows.length === 0 ? <Text as="p">Both versions say the same.</Text> : <VersionTable rows={rows} />}
      <ButtonGroup>
        <Button loading={isSaving} onClick={editor.keepMine}>
          Keep mine
        </Button>
        <Button disabled={isSaving} onClick={editor.takeTheirs}>
          Take theirs
        </Button>
      </ButtonGroup>
    </>
  )
}

function compareDrafts({ editor, chains, lists, shop }: VersionChoiceProps): VersionRow[] | null {
  const { theirs, draft, contracts, form } = editor
  if (!theirs) return null
  const guards = { mine: form.guard, theirs: theirs.guard ?? form.guard }
  const { currencyCode } = shop
  return compareVersions({ mine: draft, theirs, guards, contracts, chains, lists, currencyCode })
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
