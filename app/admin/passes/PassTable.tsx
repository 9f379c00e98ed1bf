import {
  Badge,
  type BadgeProps,
  BlockStack,
  Button,
  ButtonGroup,
  IndexTable,
  Link,
  Text,
} from '@shopify/polaris'
import type { StaffPassState } from '../../core/staffPass/types.ts'
import { CopyButton } from '../developers/CopyButton.tsx'
import { PagedTable, type Paging } from '../page/PagedTable.tsx'
import { useIsStore } from '../page/PlatformProvider.ts'
import type { PassView } from './views.ts'

type OnAsk = (kind: 'withdraw' | 'proof', pass: PassView) => void

const HEADINGS = [
  { title: 'Pass' },
  { title: 'Status' },
  { title: 'Made by' },
  { title: 'Actions', hidden: true },
] as const

/** The passes of a gate, newest first. */
export function PassTable({
  passes,
  paging,
  onAsk,
}: {
  readonly passes: readonly PassView[]
  readonly paging: Paging
  readonly onAsk: OnAsk
}) {
  return (
    <PagedTable
      selectable={false}
      paging={paging}
      resourceName={{ singular: 'pass', plural: 'passes' }}
      itemCount={passes.length}
      headings={[...HEADINGS]}
    >
      {passes.map((pass, i) => (
        <IndexTable.Row key={pass.id} id={pass.id} position={i}>
          <IndexTable.Cell className="palisade-wrap palisade-name">
            <BlockStack gap="050">
              <Text as="span" fontWeight="medium" breakWord>
                {pass.note === '' ? pass.who : pass.note}
              </Text>
              <Small>{pass.note === '' ? pass.units : `${pass.who} · ${pass.units}`}</Small>
            </BlockStack>
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap">
            <BlockStack gap="050" inlineAlign="start">
              <Badge {...BADGES[pass.state]} />
              <Small>
                {pass.ends}
                {pass.orderId !== null && (
                  <>
                    {' · '}
                    <Link url={`/app/orders/${pass.orderId}`}>Order</Link>
                  </>
                )}
              </Small>
            </BlockStack>
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap">
            <Text as="span" breakWord>
              {pass.made}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Actions pass={pass} onAsk={onAsk} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </PagedTable>
  )
}

const BADGES = {
  open: { tone: 'info', children: 'Open' },
  used: { tone: 'success', children: 'Used' },
  withdrawn: { children: 'Withdrawn' },
  expired: { children: 'Expired' },
} as const satisfies Record<StaffPassState, BadgeProps>

function Small({ children }: { readonly children: React.ReactNode }) {
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {children}
    </Text>
  )
}

function Actions({ pass, onAsk }: { readonly pass: PassView; readonly onAsk: OnAsk }) {
  const isStore = useIsStore()
  if (pass.link === null) return null
  const about = pass.note === '' ? pass.who : pass.note
  return (
    <ButtonGroup noWrap>
      <CopyButton isAlone text={pass.link} name={`link of the pass of ${about}`} label="Copy link" />
      {!isStore && (
        <Button
          size="micro"
          accessibilityLabel={`Use the pass of ${about} for a draft order`}
          onClick={() => onAsk('proof', pass)}
        >
          Draft order
        </Button>
      )}
      <Button
        size="micro"
        accessibilityLabel={`Withdraw the pass of ${about}`}
        onClick={() => onAsk('withdraw', pass)}
      >
        Withdraw
      </Button>
    </ButtonGroup>
  )
}
