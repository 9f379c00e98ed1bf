import { Badge, BlockStack, InlineError, InlineStack, ProgressBar, Text } from '@shopify/polaris'
import { formatCount } from '../list/formatCount.ts'
import type { ListCheckState } from './useListCheck.ts'
import type { CheckedWallet } from './views.ts'

const SHOWN = 50
const TONES = { good: 'success', bad: 'critical', unknown: 'warning' } as const
const BADGES = { good: 'Passes', bad: 'Does not pass', unknown: 'Not checked' } as const

/** How far the check of a list is, and what it found. */
export function ListCheckResult({ state: { stage, total, wallets, failure } }: { state: ListCheckState }) {
  const count = (verdict: CheckedWallet['verdict']) =>
    wallets.filter((wallet) => wallet.verdict === verdict).length
  return (
    <BlockStack gap="300">
      {stage === 'running' && (
        <BlockStack gap="100">
          <span id="check-list-progress">{`Checked ${wallets.length} of ${formatCount(total, 'wallet')}`}</span>
          <ProgressBar
            progress={Math.round((wallets.length / total) * 100)}
            size="small"
            ariaLabelledBy="check-list-progress"
          />
        </BlockStack>
      )}
      {failure !== null && <InlineError message={failure} fieldID="check-list" />}
      {stage === 'done' && (
        <Text as="p" fontWeight="semibold">
          {`${count('good')} of ${formatCount(wallets.length, 'wallet')} pass, ${count('bad')} do not, ${count('unknown')} could not be checked.${wallets.length < total ? ` ${total - wallets.length} were not reached.` : ''}`}
        </Text>
      )}
      {stage === 'done' && wallets.length > 0 && (
        <ul className="palisade-lines">
          {wallets.slice(0, SHOWN).map(({ text, verdict, reasons }) => (
            <li className="palisade-line" key={text}>
              <BlockStack gap="050">
                <InlineStack gap="200" blockAlign="center">
                  <Text as="span" breakWord>
                    {text}
                  </Text>
                  <Badge tone={TONES[verdict]}>{BADGES[verdict]}</Badge>
                </InlineStack>
                {reasons.map((reason) => (
                  <Text as="span" tone="subdued" key={reason}>
                    {reason}
                  </Text>
                ))}
              </BlockStack>
            </li>
          ))}
        </ul>
      )}
      {stage === 'done' && wallets.length > SHOWN && (
        <Text as="p" tone="subdued">{`The first ${SHOWN} are shown. The CSV file has all.`}</Text>
      )}
    </BlockStack>
  )
}
