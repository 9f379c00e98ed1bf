import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  Collapsible,
  InlineGrid,
  InlineStack,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import type { GateForm } from '../../core/gate/form.ts'
import { ChainField } from '../editor/ChainField.tsx'
import { listChains } from '../editor/listChains.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import type { ChainView } from '../views.ts'
import { useCheck } from './useCheck.ts'

export type CheckCardProps = {
  /** The gate as the page has it, saved or not. */
  readonly form: GateForm
  /** Chains that can be read at a past block. */
  readonly chains: readonly ChainView[]
}

const loadCheckResult = () => import('./CheckResult.tsx').then((module) => module.CheckResult)

/** Card in which staff check whether wallets pass the gate, and why. */
export function CheckCard({ form, chains }: CheckCardProps) {
  const { draft, answer, errors, isChecking, edit, check } = useCheck({
    form,
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
            See whether a wallet passes this gate as it is here, saved or not, and why. Nothing is unlocked.
          </Text>
        </BlockStack>
        <TextField
          id="check-wallets"
          label="Wallet address"
          value={draft.wallets}
          placeholder="0x… or a name, such as anna.eth"
          helpText="One person’s wallets go on a line each. A smart-contract wallet counts only on the chain where it signs in, so it may pass here and not in the shop."
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
                <ChainField
                  id="check-chain"
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
                  helpText="As far back as the endpoint keeps history."
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
                  <LazyPart load={loadCheckResult} props={{ check: answer.result }} />
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
