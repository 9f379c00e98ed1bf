import { BlockStack, Scrollable, Text } from '@shopify/polaris'
import { formatCount } from '../list/formatCount.ts'
import { BAD_LINE_WORDS } from './badLineWords.ts'
import type { ImportProgress } from './runImport.ts'

/** The first hundred lines that could not be parsed, with their problems. */
export function BadLines({ progress }: { progress: ImportProgress }) {
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
