import {
  BlockStack,
  Box,
  Button,
  ButtonGroup,
  InlineError,
  InlineStack,
  ProgressBar,
  Scrollable,
  Text,
} from '@shopify/polaris'
import type { BadLineReason } from '../../core/list/types.ts'
import { formatCount } from '../list/formatCount.ts'
import type { ImportProgress } from './runImport.ts'
import type { ListImportModel } from './useListImport.ts'
import type { FinishedView } from './views.ts'

/** Progress and result of an import. */
export function ImportOutcome({ model, size }: { model: ListImportModel; size: number }) {
  const { stage } = model
  switch (stage.kind) {
    case 'idle':
      return null
    case 'failed':
      return <InlineError message={stage.message} fieldID="list-import" />
    case 'reading':
      return <Reading progress={stage.progress} onCancel={model.cancel} />
    case 'review':
      return (
        <Frame>
          <Text as="p" fontWeight="semibold">
            {formatCount(stage.progress.import.bad, 'line')} could not be read. Nothing has changed yet.
          </Text>
          <BadLines progress={stage.progress} />
          <ButtonGroup>
            {stage.progress.import.entries > 0 && (
              <Button
                variant="primary"
                loading={stage.isFinishing}
                onClick={() => void model.accept(stage.progress)}
              >
                {`Import ${formatCount(stage.progress.import.entries, 'address', 'addresses')} without ${stage.progress.import.bad === 1 ? 'it' : 'them'}`}
              </Button>
            )}
            <Button disabled={stage.isFinishing} onClick={model.cancel}>
              Cancel
            </Button>
          </ButtonGroup>
        </Frame>
      )
    case 'done':
      // The list has changed since, by an undo or by somebody else, so this result is outdated.
      if (stage.finished.size !== size) return null
      return (
        <Frame>
          <div role="status">
            <Text as="p" fontWeight="semibold">
              {describeImport(stage.progress, stage.finished)}
            </Text>
          </div>
          {stage.progress.import.bad > 0 && <BadLines progress={stage.progress} />}
        </Frame>
      )
  }
}

function Reading({ progress, onCancel }: { progress: ImportProgress | null; onCancel: () => void }) {
  const share = Math.round((progress?.share ?? 0) * 100)
  return (
    <BlockStack gap="200">
      <InlineStack gap="300" align="space-between" blockAlign="center">
        <Text as="p" id="list-import-progress">
          {progress === null
            ? 'Reading…'
            : `Reading… ${formatCount(progress.import.entries, 'address', 'addresses')} so far`}
        </Text>
        <Button variant="plain" onClick={onCancel}>
          Cancel
        </Button>
      </InlineStack>
      <ProgressBar progress={share} size="small" ariaLabelledBy="list-import-progress" />
    </BlockStack>
  )
}

function Frame({ children }: { children: React.ReactNode }) {
  return (
    <Box padding="400" borderRadius="200" background="bg-surface-secondary">
      <BlockStack gap="300">{children}</BlockStack>
    </Box>
  )
}

function describeImport(
  { import: { mode, entries, duplicates } }: ImportProgress,
  { size, known }: FinishedView,
): string {
  const fresh = formatCount(entries - known, 'address', 'addresses')
  const facts = [
    ...(mode === 'add' && known > 0 ? [`${formatCount(known, 'was', 'were')} on the list already`] : []),
    ...(duplicates > 0 ? [`${formatCount(duplicates, 'line')} repeated an address`] : []),
  ]
  const rest = facts.length > 0 ? ` ${facts.join('; ')}.` : ''
  return mode === 'add'
    ? `${fresh} added: the list holds ${size.toLocaleString('en')} now.${rest}`
    : `${fresh} imported.${rest}`
}

/** Texts for the problem of a line. */
const BAD_LINE_WORDS = {
  'not-an-address': 'Not a wallet address',
  checksum: 'Mistyped: the upper and lower case letters do not match',
  'case-lost': 'Capital letters are missing: Solana addresses are case-sensitive',
  'cut-short': 'Incomplete: enter the full address',
  'name-service': 'A name of a service that is not looked up: enter the address it stands for',
  'name-unknown': 'A name without a wallet address',
  'name-unread': 'A name that could not be looked up just now: import it again, or enter the address',
  'several-addresses': 'Several addresses: put each on its own line',
  quotes: 'A quotation mark is missing',
} as const satisfies Record<BadLineReason, string>

/** The first hundred lines that could not be parsed, with their problems. */
function BadLines({ progress }: { progress: ImportProgress }) {
  const rest = progress.import.bad - progress.bad.length
  return (
    <BlockStack gap="200">
      <Scrollable style={{ maxHeight: '16rem' }} focusable>
        <table className="palisade-bad-lines">
          <caption className="palisade-heard">Lines that could not be read</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Problem</th>
            </tr>
          </thead>
          <tbody>
            {progress.bad.map(({ line, reason, text }) => (
              <tr key={line}>
                <td>{line.toLocaleString('en')}</td>
                <td>
                  <Text as="p">{BAD_LINE_WORDS[reason]}</Text>
                  <span className="palisade-code">{text}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
      {rest > 0 && (
        <Text as="p" tone="subdued">
          And {formatCount(rest, 'more line')}.
        </Text>
      )}
    </BlockStack>
  )
}
