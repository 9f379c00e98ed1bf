import { BlockStack, Button, Card, Form, Icon, InlineStack, Text, TextField } from '@shopify/polaris'
import { CheckCircleIcon, XCircleIcon } from '@shopify/polaris-icons'
import { useRef, useState } from 'react'
import { ResolvedName } from './ResolvedName.tsx'
import { sendStep } from './sendStep.ts'
import type { ListView } from './views.ts'

type Answer =
  | { readonly kind: 'listed' | 'not-listed'; readonly openedAt: number; readonly address: string }
  | { readonly kind: 'failed'; readonly message: string }

/** Card in which staff check whether one wallet is on the list. */
export function CheckWalletCard({ list: { id, openedAt } }: { list: ListView }) {
  const [address, setAddress] = useState('')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  /** Rises with each question and each change of the field: a late answer is about another address. */
  const latest = useRef(0)
  const restart = () => {
    setAnswer(null)
    latest.current += 1
    return latest.current
  }
  const ask = async () => {
    const turn = restart()
    setIsBusy(true)
    const asked = await sendStep<{ isListed: boolean; address: string }>({
      path: `/app/lists/${id}/check`,
      body: { address: address.trim().slice(0, 500) },
    })
    if (turn !== latest.current) return
    setIsBusy(false)
    if (asked.kind === 'done') {
      const { isListed, address: found } = asked.result
      setAnswer({ kind: isListed ? 'listed' : 'not-listed', openedAt, address: found })
    } else {
      const message = asked.kind === 'refused' ? asked.message : 'The wallet could not be checked. Try again.'
      setAnswer({ kind: 'failed', message })
    }
  }
  // An answer from before an import says nothing about the current list.
  const known = answer && answer.kind !== 'failed' && answer.openedAt === openedAt ? answer : null
  return (
    <Card>
      <Form onSubmit={() => void ask()}>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Is this wallet on the list?
          </Text>
          <TextField
            label="Wallet address"
            labelHidden
            value={address}
            placeholder="0x…, a Solana address or an ENS name"
            autoComplete="off"
            spellCheck={false}
            monospaced
            error={answer?.kind === 'failed' ? answer.message : undefined}
            onChange={(text) => {
              setAddress(text)
              setIsBusy(false)
              restart()
            }}
          />
          <InlineStack gap="300" blockAlign="center">
            <Button submit loading={isBusy} disabled={address.trim() === ''}>
              Check
            </Button>
            <div role="status">{known && <Found isListed={known.kind === 'listed'} />}</div>
          </InlineStack>
          {known && <ResolvedName text={address} address={known.address} />}
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
