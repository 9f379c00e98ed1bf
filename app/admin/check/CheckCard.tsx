import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  Collapsible,
  InlineGrid,
  InlineStack,
  Select,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import { listChains } from '../editor/listChains.ts'
import type { ChainView } from '../views.ts'
import { CheckResult } from './CheckResult.tsx'
import { useCheck } from './useCheck.ts'

export type CheckCardProps = {
  readonly number: number
  /** Chains that can be read at a past block. */
  readonly chains: readonly ChainView[]
  /** Whether the page has unsaved changes of the gate. */
  readonly isDirty: boolean
}

/** Card in which staff check whether wallets pass the gate, and why. */
export function CheckCard({ number, chains, isDirty }: CheckCardProps) {
  const { draft, answer, errors, isChecking, edit, check } = useCheck({
    number,
    chain: chains[0]?.slug ?? '',
  })
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            Check a wallet
          </Text>
          <Text as="p" tone="subdued">
            {isDirty
              ? 'Checks the gate as it was last saved, not what you have changed since.'
              : 'See whether somebody passes this gate, and why. Nothing is unlocked by it.'}
          </Text>
        </BlockStack>
        <TextField
          id="check-wallets"
          label="Wallet address"
          value={draft.wallets}
          placeholder="0x…"
          helpText="Several of one person: one on each line. They are looked at together, as when a shopper connects them all. Each is taken for a wallet with a key: a smart-contract wallet counts only on the chain where it signs in, so it may be refused where this says yes."
          multiline={1}
          maxHeight={160}
          monospaced
          spellCheck={false}
          autoComplete="off"
          error={errors.wallets}
          onChange={(wallets) => edit({ wallets })}
        />
        {chains.length > 0 && (
          <>
            <InlineStack>
              <Button
                variant="plain"
                disclosure={isOpen ? 'up' : 'down'}
                ariaExpanded={isOpen}
                ariaControls="check-moment"
                onClick={() => setIsOpen(!isOpen)}
              >
                At an earlier block
              </Button>
            </InlineStack>
            <Collapsible id="check-moment" open={isOpen} transition={{ duration: '0ms' }}>
              <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
                <Select
                  label="Chain"
                  options={listChains({ chains, slug: draft.chain })}
                  value={draft.chain}
                  onChange={(chain) => edit({ chain })}
                />
                <TextField
                  id="check-block"
                  label="Block"
                  value={draft.block}
                  placeholder="Latest"
                  inputMode="numeric"
                  maxLength={20}
                  autoComplete="off"
                  helpText="As far back as your node remembers."
                  error={errors.block}
                  onChange={(block) => edit({ block })}
                />
              </InlineGrid>
            </Collapsible>
          </>
        )}
        <div>
          <Button loading={isChecking} onClick={check}>
            Check
          </Button>
          <div aria-live="polite">
            {answer && (
              <Box paddingBlockStart="400">
                {answer.kind === 'done' ? (
                  <CheckResult check={answer.result} />
                ) : (
                  <Banner tone="critical">
                    <p>
                      {answer.kind === 'failed' ? answer.message : 'The gate has just changed. Check again.'}
                    </p>
                  </Banner>
                )}
              </Box>
            )}
          </div>
        </div>
      </BlockStack>
    </Card>
  )
}
