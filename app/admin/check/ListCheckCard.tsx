import { BlockStack, Button, Card, InlineStack, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import type { GateForm } from '../../core/gate/form.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import { useListCheck } from './useListCheck.ts'

const loadResult = () => import('./ListCheckResult.tsx').then((module) => module.ListCheckResult)

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
            See who would pass. Each wallet is checked by itself, and nothing is unlocked.
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
        <div aria-live="polite">
          {state.stage !== 'idle' && <LazyPart load={loadResult} props={{ state }} />}
        </div>
      </BlockStack>
    </Card>
  )
}
