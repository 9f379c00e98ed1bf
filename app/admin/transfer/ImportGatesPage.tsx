import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  DropZone,
  InlineError,
  InlineStack,
  Link,
  Page,
  ProgressBar,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import { useLeaveConfirmation } from '../editor/useLeaveConfirmation.ts'
import { FieldList } from '../history/FieldList.tsx'
import { formatCount } from '../list/formatCount.ts'
import { SECTIONS } from '../page/sections.ts'
import { canImport, type ImportRow, type ImportState, useGatesImport } from './useGatesImport.ts'

/** Page that imports gates from a file: choose it, see what would happen, then save. */
export function ImportGatesPage({ shop, currency }: { shop: string; currency: string }) {
  const { state, read, save, reset } = useGatesImport()
  const { stage, rows } = state
  const savable = rows.filter(canImport).length
  useLeaveConfirmation(stage === 'saving' || (stage === 'review' && savable > 0))
  return (
    <Page
      title="Import gates"
      subtitle="From a file that “Export” wrote, here or in another shop"
      backAction={SECTIONS.gates}
      {...((stage === 'review' || stage === 'saving') && {
        primaryAction: {
          content: savable === 0 ? 'Nothing to import' : `Import ${formatCount(savable, 'gate')}`,
          disabled: savable === 0,
          loading: stage === 'saving',
          onAction: () => void save(),
        },
      })}
      {...(stage !== 'empty' && {
        secondaryActions: [{ content: 'Choose another file', disabled: stage === 'saving', onAction: reset }],
      })}
    >
      <BlockStack gap="400">
        {stage === 'empty' ? (
          <FileCard refusal={state.refusal} onText={(text) => void read(text)} />
        ) : (
          <>
            <ImportNews state={state} shop={shop} currency={currency} />
            {rows.length > 0 && <RowsCard rows={rows} />}
          </>
        )}
      </BlockStack>
    </Page>
  )
}

function FileCard({ refusal, onText }: { refusal: string | null; onText: (text: string) => void }) {
  const [text, setText] = useState('')
  const readFile = async (file: File | undefined) => {
    if (file) onText(await file.text())
  }
  return (
    <Card>
      <BlockStack gap="400">
        <DropZone
          label="File of gates"
          accept=".json,application/json"
          type="file"
          allowMultiple={false}
          disabled={text.trim() !== ''}
          variableHeight
          onDrop={(files) => void readFile(files[0])}
        >
          <DropZone.FileUpload actionTitle="Choose file" actionHint="or drop it here" />
        </DropZone>
        <TextField
          label="Or paste its text"
          value={text}
          multiline={6}
          maxHeight={320}
          monospaced
          spellCheck={false}
          autoComplete="off"
          onChange={setText}
        />
        {refusal !== null && <InlineError message={refusal} fieldID="gates-file" />}
        <InlineStack>
          <Button disabled={text.trim() === ''} onClick={() => onText(text)}>
            Preview
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          Nothing is saved before you have seen what would change.
        </Text>
      </BlockStack>
    </Card>
  )
}

/** How far the import is, and what to check. */
function ImportNews({
  state: { stage, file, rows },
  shop,
  currency,
}: {
  state: ImportState
  shop: string
  currency: string
}) {
  const total = file?.gates.length ?? 0
  const saved = rows.filter(({ kind }) => kind === 'saved').length
  const failed = rows.filter(({ kind }) => kind === 'failed').length
  if (stage === 'reading')
    return <Progress label={`Checking gate ${rows.length + 1} of ${total}`} done={rows.length / total} />
  if (stage === 'saving') {
    const due = saved + failed + rows.filter(canImport).length - failed
    return <Progress label={`Saving: ${saved} of ${due}`} done={saved / Math.max(1, due)} />
  }
  if (stage === 'done')
    return (
      <Banner
        tone={failed > 0 ? 'warning' : 'success'}
        title={`${formatCount(saved, 'gate')} imported${failed > 0 ? `, ${failed} not` : ''}`}
        action={{ content: 'Go to gates', url: SECTIONS.gates.url }}
      >
        {failed > 0 && <p>The reasons are below. The others are saved.</p>}
      </Banner>
    )
  if (!file || (file.shop === shop && file.currency === currency)) return null
  return (
    <Banner tone="warning" title={`This file is from ${file.shop}`}>
      <p>
        Its gates are created as new gates. Products, collections and lists have other IDs in this shop, so
        check “Applies to” of each gate.
        {file.currency !== currency &&
          ` Its amounts are in ${file.currency}, and this shop sells in ${currency}: check each amount.`}
      </p>
    </Banner>
  )
}

function Progress({ label, done }: { label: string; done: number }) {
  return (
    <Card>
      <BlockStack gap="200">
        <div role="status" id="import-progress">
          {label}
        </div>
        <ProgressBar progress={Math.round(done * 100)} size="small" ariaLabelledBy="import-progress" />
      </BlockStack>
    </Card>
  )
}

function RowsCard({ rows }: { rows: readonly ImportRow[] }) {
  return (
    <Card>
      <ul className="palisade-lines">
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file stay in their order, and two may be alike
          <li className="palisade-line" key={i}>
            <RowLine row={row} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function RowLine({ row }: { row: ImportRow }) {
  const name = row.kind === 'unreadable' ? row.name : row.view.name
  const problems = row.kind === 'unreadable' || row.kind === 'failed' ? [row.sentence] : row.view.issues
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h2" variant="headingSm" breakWord>
          {row.kind === 'saved' ? <Link url={`/app/gates/${row.saved.number}`}>{name}</Link> : name}
        </Text>
        <RowBadge row={row} />
      </InlineStack>
      {problems.map((sentence) => (
        <Text as="p" tone="critical" key={sentence}>
          {sentence}
        </Text>
      ))}
      {'view' in row && row.view.issues.length === 0 && <FieldList fields={row.view.fields} />}
    </BlockStack>
  )
}

function RowBadge({ row }: { row: ImportRow }) {
  if (row.kind === 'saved') return <Badge tone="success">Imported</Badge>
  if (row.kind === 'failed') return <Badge tone="critical">Not imported</Badge>
  if (row.kind === 'unreadable' || row.view.issues.length > 0)
    return <Badge tone="critical">Cannot be imported</Badge>
  if (row.view.fields.length === 0) return <Badge>No change</Badge>
  return row.view.gate ? (
    <Badge tone="attention">{`Changes gate ${row.view.gate.number}`}</Badge>
  ) : (
    <Badge tone="info">New</Badge>
  )
}
