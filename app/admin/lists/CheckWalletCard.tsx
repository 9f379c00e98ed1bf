import { BlockStack, Button, Card, Form, Icon, InlineStack, Text, TextField } from '@shopify/polaris'
import { CheckCircleIcon, XCircleIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import { postStep } from './postStep.ts'

type Answer =
  | { readonly kind: 'listed' | 'not-listed' }
  | { readonly kind: 'failed'; readonly message: string }

/** Staff ask whether one wallet is on the list. */
export function CheckWalletCard({ listId }: { listId: string }) {
  const [address, setAddress] = useState('')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const ask = async () => {
    setIsBusy(true)
    const asked = await postStep<{ isListed: boolean }>({
      path: `/app/lists/${listId}/check`,
      body: { address: address.trim().slice(0, 500) },
    })
    setIsBusy(false)
    if (asked.kind === 'done') setAnswer({ kind: asked.result.isListed ? 'listed' : 'not-listed' })
    else {
      const message =
        asked.kind === 'refused' ? asked.message : 'This could not be checked just now. Try again.'
      setAnswer({ kind: 'failed', message })
    }
  }
  return (
    <Card>
      <Form onSubmit={() => void ask()}>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Is this wallet on the list?
          </Text>
          <TextField
            label="Address of the wallet"
            labelHidden
            value={address}
            placeholder="0x… or a Solana address"
            autoComplete="off"
            spellCheck={false}
            monospaced
            error={answer?.kind === 'failed' ? answer.message : undefined}
            onChange={(text) => {
              setAddress(text)
              setAnswer(null)
            }}
          />
          <InlineStack gap="300" blockAlign="center">
            <Button submit loading={isBusy} disabled={address.trim() === ''}>
              Check
            </Button>
            <div role="status">
              {answer && answer.kind !== 'failed' && <Found isListed={answer.kind === 'listed'} />}
            </div>
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  )
}

function Found({ isListed }: { isListed: boolean }) {
  return (
    <InlineStack gap="100" blockAlign="center" wrap={false}>
      <span className="palisade-still">
        <Icon source={isListed ? CheckCircleIcon : XCircleIcon} tone={isListed ? 'success' : 'subdued'} />
      </span>
      <Text as="span">{isListed ? 'On this list' : 'Not on this list'}</Text>
    </InlineStack>
  )
}
