import {
  Badge,
  BlockStack,
  Button,
  Card,
  InlineError,
  InlineStack,
  ProgressBar,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import type { GateForm } from '../../core/gate/form.ts'
import { formatCount } from '../list/formatCount.ts'
import { type ListCheckState, useListCheck } from './useListCheck.ts'
import type { CheckedWallet } from './views.ts'

const SHOWN = 50
const TONES = { good: 'success', bad: 'critical', unknown: 'warning' } as const
const BADGES = { good: 'Passes', bad: 'Does not pass', unknown: 'Not checked' } as const

/** Card in which staff check many wallets, each by itself, against the form as it is now. */
export function ListCheckCard({ form }: { form: GateForm }) {
  const { state, start, stop, reset, write } = useListCheck({ form })
  const [text, setText] = useState('')
  const isRunning = state.stage === 'running'
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            Check a list of wallets
          </Text>
          <Text as="p" tone="subdued">
            See who would pass before you save. Each wallet is checked by itself. The check unlocks nothing.
          </Text>
        </BlockStack>
        <TextField
          id="check-list"
          label="Wallet addresses"
          value={text}
          helpText="One per line, or separated by commas. Names such as anna.eth are looked up."
          multiline={4}
          maxHeight={200}
          monospaced
          spellCheck={false}
          autoComplete="off"
          disabled={isRunning}
          error={state.stage === 'idle' ? (state.failure ?? undefined) : undefined}
          onChange={(next) => {
            setText(next)
            reset()
          }}
        />
        <InlineStack gap="200">
          {isRunning ? (
            <Button onClick={stop}>Stop</Button>
          ) : (
            <Button onClick={() => void start(text)}>Check list</Button>
          )}
          {state.stage === 'done' && state.wallets.length > 0 && (
            <Button onClick={write}>Download CSV</Button>
          )}
        </InlineStack>
        <div aria-live="polite">{state.stage !== 'idle' && <ListCheckResult state={state} />}</div>
      </BlockStack>
    </Card>
  )
}

function ListCheckResult({ state: { stage, total, wallets, failure } }: { state: ListCheckState }) {
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
