import { BlockStack, Box, Card, EmptySearchResult, Layout, Link, Page, Select, Text } from '@shopify/polaris'
import { useState } from 'react'
import { ExportBanner } from '../export/ExportBanner.tsx'
import { useExport } from '../export/useExport.ts'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { SECTIONS } from '../page/sections.ts'
import { useListQuery } from '../page/useListQuery.ts'
import { AuditCard } from './AuditCard.tsx'
import { CorrectModal } from './CorrectModal.tsx'
import picture from './noRedemptions.svg'
import { ReasonModal } from './ReasonModal.tsx'
import { RedemptionTable } from './RedemptionTable.tsx'
import { STATE_TEXTS } from './states.ts'
import type { RedemptionsView, RedemptionView } from './views.ts'

const STATES = [
  { value: '', label: 'Any status' },
  ...Object.entries(STATE_TEXTS).map(([value, label]) => ({ value, label })),
]

const LIMIT_FIRST =
  'Limit how often a gate can be used per NFT, per wallet or in total. Each use shows here from the moment a cart reserves it.'

function describeNone({ isAll, isUnlimited }: { isAll: boolean; isUnlimited: boolean }) {
  if (!isAll) return { title: 'No uses found', description: 'Try another status or gate.' }
  if (isUnlimited) return { title: 'No gate has a limit yet', description: LIMIT_FIRST }
  return {
    title: 'No uses yet',
    description: 'When someone unlocks a gate with a limit, the use shows here.',
  }
}

/** Page of the uses of gates with limits: who used them, and what staff may change. */
export function RedemptionsPage(props: RedemptionsView) {
  const { redemptions, gates, choices, isPartial, audit, next, timeZone } = props
  const query = useListQuery(['state', 'gate'])
  const file = useExport()
  const [released, setReleased] = useState<RedemptionView | null>(null)
  const [isCorrecting, setIsCorrecting] = useState(false)
  const exportFile = () => void file.start(query.composeAddress('/app/redemptions/export'), 'redemptions.csv')
  const isAll = query.goBack === null && !query.isFiltered
  const isUnlimited = choices.length === 0
  if (isUnlimited && redemptions.length === 0 && audit.length === 0 && !query.isFiltered) {
    return (
      <Page title={SECTIONS.redemptions.content}>
        <EmptyCard
          heading="No gate has a limit yet"
          image={picture}
          action={{ content: `Go to ${SECTIONS.gates.content}`, url: SECTIONS.gates.url }}
        >
          {LIMIT_FIRST}
        </EmptyCard>
      </Page>
    )
  }
  return (
    <Page
      title={SECTIONS.redemptions.content}
      subtitle="Uses of gates that have a limit"
      {...(gates.length > 0 && {
        primaryAction: { content: 'Correct uses', onAction: () => setIsCorrecting(true) },
      })}
      {...(redemptions.length > 0 && {
        secondaryActions: [{ content: 'Export CSV', onAction: exportFile }],
      })}
    >
      <Layout>
        <Layout.Section>
          <ExportBanner {...file} />
          <Card padding="0">
            <div className="palisade-filters" data-even="true">
              <Select
                label="Status"
                labelHidden
                options={STATES}
                value={query.read('state')}
                onChange={(state) => query.set({ state })}
              />
              <Select
                label="Gate"
                labelHidden
                options={[{ value: '', label: 'All gates' }, ...choices]}
                value={query.read('gate')}
                onChange={(gate) => query.set({ gate })}
              />
            </div>
            {redemptions.length === 0 ? (
              <div className="palisade-nothing">
                <EmptySearchResult {...describeNone({ isAll, isUnlimited })} withIllustration />
              </div>
            ) : (
              <RedemptionTable
                redemptions={redemptions}
                isLoading={query.isLoading}
                onRelease={setReleased}
                paging={{ onPrevious: query.goBack, onNext: query.goOnTo(next) }}
              />
            )}
          </Card>
          <Box padding="400">
            <Text as="p" tone="subdued" alignment="center">
              Times are in your shop’s time zone, {timeZone}.
            </Text>
          </Box>
        </Layout.Section>
        {(gates.length > 0 || audit.length > 0) && (
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              {gates.length > 0 && <UsedGatesCard gates={gates} isPartial={isPartial} />}
              {audit.length > 0 && <AuditCard entries={audit} />}
            </BlockStack>
          </Layout.Section>
        )}
      </Layout>
      {released && <ReleaseModal redemption={released} onClose={() => setReleased(null)} />}
      {isCorrecting && <CorrectModal gates={gates} onClose={() => setIsCorrecting(false)} />}
    </Page>
  )
}

/** Card: how much of each gate with limits is used. */
function UsedGatesCard({ gates, isPartial }: Pick<RedemptionsView, 'gates' | 'isPartial'>) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Uses by gate
        </Text>
        <ul className="palisade-lines">
          {gates.map(({ number, name, counts }) => (
            <li className="palisade-line" key={number}>
              <BlockStack gap="050">
                <span className="palisade-break">
                  <Link url={`/app/gates/${number}`}>{name}</Link>
                </span>
                <Text as="span" tone="subdued">
                  {counts}
                </Text>
              </BlockStack>
            </li>
          ))}
        </ul>
        {isPartial && (
          <Text as="p" tone="subdued">
            To see and correct another gate, choose it above the list.
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}

const WHAT_HAPPENS = {
  free: 'It can be used again right away.',
  lapse:
    'It can be used again right away. The shopper who unlocked it can still place an order with it for a while. Such an order counts as one that breaks a rule.',
} as const

/** Dialog that releases a reservation. */
function ReleaseModal({ redemption, onClose }: { redemption: RedemptionView; onClose: () => void }) {
  const { id, units, gate, release } = redemption
  return (
    <ReasonModal
      title="Release this use?"
      button="Release"
      done="Use released"
      action={`/app/redemptions/${id}/release`}
      onClose={onClose}
    >
      <Text as="p" fontWeight="medium" breakWord>
        {`${units.join(', ')} · ${gate.name}`}
      </Text>
      {release !== 'none' && <Text as="p">{WHAT_HAPPENS[release]}</Text>}
    </ReasonModal>
  )
}
