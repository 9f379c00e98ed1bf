import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, Layout, Modal, Page, Text } from '@shopify/polaris'
import { useState } from 'react'
import { describeAnswer } from '../describeAnswer.ts'
import { EditorSaveBar } from '../editor/EditorSaveBar.tsx'
import { SECTIONS } from '../page/sections.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import { AboutListCard } from './AboutListCard.tsx'
import { CheckWalletCard } from './CheckWalletCard.tsx'
import { ImportCard } from './ImportCard.tsx'
import { NameListModal } from './NameListModal.tsx'
import { useImportForm } from './useImportForm.ts'
import type { ListAnswer, ListView } from './views.ts'

/** Page of a list: import addresses, check a wallet, and see what the list is used for. */
export function ListPage({ list, timeZone }: { list: ListView; timeZone: string }) {
  const shopify = useAppBridge()
  const [asked, setAsked] = useState<'rename' | 'delete' | null>(null)
  const close = () => setAsked(null)
  const form = useImportForm(list)
  return (
    <Page
      title={list.name}
      backAction={SECTIONS.lists}
      secondaryActions={[
        { content: 'Rename', onAction: () => setAsked('rename') },
        { content: 'Delete list', destructive: true, onAction: () => setAsked('delete') },
      ]}
    >
      <EditorSaveBar id="list-save-bar" editor={form.bar} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <ImportCard list={list} form={form} />
            {list.size > 0 && <CheckWalletCard list={list} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <AboutListCard list={list} timeZone={timeZone} />
        </Layout.Section>
      </Layout>
      {asked === 'rename' && (
        <NameListModal
          title="Rename list"
          button="Rename"
          action={`/app/lists/${list.id}`}
          name={list.name}
          onNamed={() => {
            shopify.toast.show('List renamed')
            close()
          }}
          onClose={close}
        />
      )}
      {asked === 'delete' && <DeleteListModal list={list} onDeleted={form.release} onClose={close} />}
    </Page>
  )
}

/** Dialog that confirms and deletes a list. The server refuses if a gate uses the list. */
function DeleteListModal({
  list,
  onDeleted,
  onClose,
}: {
  list: ListView
  /** Called after the deletion: there is nothing left to import into. */
  onDeleted: () => void
  onClose: () => void
}) {
  useFocusBack()
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<ListAnswer<null>>({ key: `delete-list-${list.id}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    onDeleted()
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
          <Text as="p">This also deletes its addresses, and cannot be undone.</Text>
          {failure && <InlineError message={failure} fieldID={list.id} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
