import { Banner, BlockStack, Box, Card, Page, Text } from '@shopify/polaris'
import { useState } from 'react'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { useWords } from '../page/PlatformProvider.ts'
import { useListQuery } from '../page/useListQuery.ts'
import picture from '../redemptions/noRedemptions.svg'
import { CreatePassModal } from './CreatePassModal.tsx'
import { PassTable } from './PassTable.tsx'
import { ProofModal } from './ProofModal.tsx'
import type { PassesView, PassView } from './views.ts'
import { WithdrawModal } from './WithdrawModal.tsx'

const ABOUT = {
  shopify:
    'A pass lets one order through this gate: for a sale by phone, a draft order or a customer you trust. You send its link, or put it into a draft order.',
  bigcommerce:
    'A pass lets one order through this gate: for a sale by phone, or a customer you trust. You send its link, which gives a coupon code in your store.',
} as const

/** A dialog that is open, and the pass that it is about. */
type Question = { readonly kind: 'create' } | { readonly kind: 'withdraw' | 'proof'; readonly pass: PassView }

/** Page of the one-time passes that staff made for a gate. */
export function PassesPage({ isAsked, ...view }: PassesView & { readonly isAsked: boolean }) {
  const { gate, passes, next, timeZone } = view
  const words = useWords()
  const query = useListQuery([])
  const paging = { onPrevious: query.goBack, onNext: query.goOnTo(next) }
  const [question, setQuestion] = useState<Question | null>(
    isAsked && gate.isActive ? { kind: 'create' } : null,
  )
  const close = () => setQuestion(null)
  const create = {
    content: 'Create pass',
    disabled: !gate.isActive,
    onAction: () => setQuestion({ kind: 'create' }),
  }
  return (
    <Page
      title="One-time passes"
      subtitle={gate.name}
      backAction={{ content: gate.name, url: `/app/gates/${gate.number}` }}
      {...(passes.length > 0 && { primaryAction: create })}
    >
      <BlockStack gap="400">
        {!gate.isActive && (
          <Banner tone="info">
            <p>
              The gate is not open to everyone who meets it now, so its passes open nothing. Set it to Active
              first.
            </p>
          </Banner>
        )}
        {passes.length === 0 ? (
          <EmptyCard heading="Sell to someone without a wallet" image={picture} action={create}>
            {words(ABOUT)}
          </EmptyCard>
        ) : (
          <Card padding="0">
            <PassTable passes={passes} paging={paging} onAsk={(kind, pass) => setQuestion({ kind, pass })} />
          </Card>
        )}
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued" alignment="center">
            Times are in your shop’s time zone, {timeZone}.
          </Text>
        </Box>
      </BlockStack>
      {question?.kind === 'create' && <CreatePassModal {...view} onClose={close} />}
      {question?.kind === 'withdraw' && (
        <WithdrawModal gate={gate.number} pass={question.pass} onClose={close} />
      )}
      {question?.kind === 'proof' && <ProofModal gate={gate.number} pass={question.pass} onClose={close} />}
    </Page>
  )
}
