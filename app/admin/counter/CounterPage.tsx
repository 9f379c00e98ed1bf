import { BlockStack, Box, Card, InlineStack, Link, Page, Text } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { CopyButton } from '../developers/CopyButton.tsx'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { useIsStore } from '../page/PlatformProvider.ts'
import { SECTIONS } from '../page/sections.ts'
import picture from '../redemptions/noRedemptions.svg'
import { ChargeTable, SaleTable, TillTable } from './CounterTables.tsx'
import { CreateTillModal } from './CreateTillModal.tsx'
import { EndTillModal } from './EndTillModal.tsx'
import type { CounterView, TillView } from './views.ts'

/** Page of the tills, what they charged, and which orders of the point of sale lack a charge. */
export function CounterPage({ tills, charges, sales, phoneLink, phoneCode, timeZone }: CounterView) {
  const isStore = useIsStore()
  const [isCreating, setIsCreating] = useState(false)
  const [ending, setEnding] = useState<TillView | null>(null)
  const create = { content: 'Create till', onAction: () => setIsCreating(true) }
  if (isStore) return <AbsentCounter />
  return (
    <Page title={SECTIONS.counter.content} {...(tills.length > 0 && { primaryAction: create })}>
      <BlockStack gap="400">
        {tills.length === 0 ? (
          <EmptyCard heading="Check wallets at your counter" image={picture} action={create}>
            A shopper shows a code on the phone. A till checks it, says which gates open, and charges the use.
          </EmptyCard>
        ) : (
          <Section title="Tills">
            <TillTable tills={tills} onEnd={setEnding} />
          </Section>
        )}
        {sales.length > 0 && (
          <Section
            title="Sold without a charge"
            text="These orders of your point of sale have an exclusive product, and no till has charged anything for it. They are not held. To charge one later, enter its number at the till."
          >
            <SaleTable sales={sales} />
          </Section>
        )}
        {charges.length > 0 && (
          <Section
            title="Charges"
            text="A charge waits two hours for an order of your point of sale with its product, or seven days for the number that staff entered. To give back a use of which no order came, release it under Redemptions."
          >
            <ChargeTable charges={charges} />
          </Section>
        )}
        <PhoneCard link={phoneLink} code={phoneCode} />
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued" alignment="center">
            Times are in your shop’s time zone, {timeZone}.
          </Text>
        </Box>
      </BlockStack>
      {isCreating && <CreateTillModal onClose={() => setIsCreating(false)} />}
      {ending && <EndTillModal till={ending} onClose={() => setEnding(null)} />}
    </Page>
  )
}

/** The page of a store, whose menu has no counter. */
function AbsentCounter() {
  return (
    <Page title={SECTIONS.counter.content} backAction={SECTIONS.home}>
      <EmptyCard
        heading="There is no counter here"
        image={picture}
        action={{ content: `Go to ${SECTIONS.home.content}`, url: SECTIONS.home.url }}
      >
        Tills charge orders of a point of sale of the platform. BigCommerce has none of its own.
      </EmptyCard>
    </Page>
  )
}

function Section(props: { readonly title: string; readonly text?: string; readonly children: ReactNode }) {
  const { title, text, children } = props
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {text !== undefined && (
            <Text as="p" tone="subdued">
              {text}
            </Text>
          )}
        </BlockStack>
      </Box>
      {children}
    </Card>
  )
}

/** The way to the shopper's code, to print and put up. */
function PhoneCard({ link, code }: { readonly link: string; readonly code: CounterView['phoneCode'] }) {
  return (
    <Card>
      <InlineStack gap="400" blockAlign="center">
        <svg
          role="img"
          aria-label="QR code of the shoppers’ page"
          width={128}
          height={128}
          viewBox={`0 0 ${code.size} ${code.size}`}
          shapeRendering="crispEdges"
        >
          <path fill="#fff" d={`M0 0h${code.size}v${code.size}H0z`} />
          <path d={code.path} />
        </svg>
        <BlockStack gap="200" inlineAlign="start">
          <Text as="h2" variant="headingMd">
            The shopper’s code
          </Text>
          <Text as="p">Shoppers open this page on their phone. Put its code up at the counter.</Text>
          <Link url={link} target="_blank">
            {link}
          </Link>
          <CopyButton isAlone text={link} name="link of the shoppers’ page" label="Copy link" />
        </BlockStack>
      </InlineStack>
    </Card>
  )
}
