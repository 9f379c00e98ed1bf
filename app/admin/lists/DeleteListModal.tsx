import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import { explainAnswer } from '../explainAnswer.ts'
import { SECTIONS } from '../page/sections.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ListAnswer, ListView } from './views.ts'

/** Dialog that confirms and deletes a list. The server refuses if a gate uses the list. */
export function DeleteListModal({ list, onClose }: { list: ListView; onClose: () => void }) {
  useFocusBack()
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<ListAnswer<null>>({ key: `delete-list-${list.id}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(explainAnswer(answer))
    if (answer.kind !== 'done') return
    shopify.toast.show('List deleted')
    navigate(SECTIONS.lists.url, { replace: true })
  })
  const isBusy = fetcher.state !== 'idle'
  const submit = () => {
    fetcher.submit(
      {},
      { method: 'post', encType: 'application/json', action: `/app/lists/${list.id}/delete` },
    )
  }
  return (
    <Modal
      open
      onClose={onClose}
      title={`Delete “${list.name}”?`}
      primaryAction={{ content: 'Delete list', destructive: true, loading: isBusy, onAction: submit }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">This also deletes its addresses. This cannot be undone.</Text>
          {failure && <InlineError message={failure} fieldID={list.id} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
