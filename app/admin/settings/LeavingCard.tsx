import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, Button, Card, InlineError, InlineStack, List, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import type { ExclusiveProduct, Leaving } from '../../core/gate/closing.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { formatCount } from '../list/formatCount.ts'
import { useArrived } from '../list/useArrived.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import { describeLeaving } from './describeLeaving.ts'
import type { ClosedProducts } from './views.ts'

/** Card that says what an uninstall opens, and closes the exclusive products before it, with undo. */
export function LeavingCard({ leaving }: { leaving: Promise<Leaving | null> }) {
  const loaded = useArrived(leaving)
  const closing = useClosing()
  const [isAsking, setIsAsking] = useState(false)
  const { closed, isBusy, failure } = closing
  const products = loaded?.products ?? []
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Before you uninstall
        </Text>
        {describeLeaving({ leaving: loaded, closed }).map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
        {failure && <InlineError message={failure} fieldID="close-products" />}
        <InlineStack gap="200">
          {closed.length > 0 ? (
            <Button loading={isBusy} onClick={() => closing.undo(closed)}>
              Undo
            </Button>
          ) : (
            products.length > 0 && (
              <Button loading={isBusy} onClick={() => setIsAsking(true)}>
                Close before leaving
              </Button>
            )
          )}
        </InlineStack>
      </BlockStack>
      {isAsking && (
        <CloseModal
          products={products}
          onClose={() => setIsAsking(false)}
          onConfirm={() => {
            setIsAsking(false)
            closing.close(products)
          }}
        />
      )}
    </Card>
  )
}

function CloseModal({
  products,
  onConfirm,
  onClose,
}: {
  products: readonly ExclusiveProduct[]
  onConfirm: () => void
  onClose: () => void
}) {
  useFocusBack()
  return (
    <Modal
      open
      onClose={onClose}
      title={`Take ${formatCount(products.length, 'product')} off sale?`}
      primaryAction={{ content: 'Close products', destructive: true, onAction: onConfirm }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">
            {products.length === 1
              ? 'It becomes a draft: no sales channel shows or sells it.'
              : 'They become drafts: no sales channel shows or sells them.'}
          </Text>
          <List>
            {products.map(({ id, title }) => (
              <List.Item key={id}>
                <span className="palisade-break">{title}</span>
              </List.Item>
            ))}
          </List>
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}

function useClosing() {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<ClosedProducts>>({ key: 'close-products' })
  const [closed, setClosed] = useState<readonly ExclusiveProduct[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    const { result } = answer
    setClosed(
      result.kind === 'closed' ? result.products : closed.filter(({ id }) => result.left.includes(id)),
    )
    if (result.failure !== null) {
      const rest =
        result.kind === 'closed' ? 'The other products are still on sale.' : 'The others are still drafts.'
      setFailure(`${rest} ${result.failure}`)
    }
    const count = result.kind === 'closed' ? result.products.length : result.count
    shopify.toast.show(
      `${formatCount(count, 'product')} ${result.kind === 'closed' ? 'closed' : 'back on sale'}`,
    )
  })
  const submit = (body: { kind: 'close'; ids: number[] } | { kind: 'undo'; products: ExclusiveProduct[] }) =>
    fetcher.submit(JSON.parse(JSON.stringify(body)), {
      method: 'post',
      encType: 'application/json',
      action: '/app/settings/products',
    })
  return {
    closed,
    failure,
    isBusy: fetcher.state !== 'idle',
    close: (products: readonly ExclusiveProduct[]) =>
      submit({ kind: 'close', ids: products.map(({ id }) => id) }),
    undo: (products: readonly ExclusiveProduct[]) =>
      submit({
        kind: 'undo',
        products: products.map(({ id, status }) => ({ id, status })) as ExclusiveProduct[],
      }),
  }
}
