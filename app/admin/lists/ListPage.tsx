import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, Layout, Page } from '@shopify/polaris'
import { useState } from 'react'
import { SECTIONS } from '../page/sections.ts'
import { AboutListCard } from './AboutListCard.tsx'
import { CheckWalletCard } from './CheckWalletCard.tsx'
import { DeleteListModal } from './DeleteListModal.tsx'
import { ImportCard } from './ImportCard.tsx'
import { NameListModal } from './NameListModal.tsx'
import type { ListView } from './views.ts'

/** Page of a list: import addresses, check a wallet, and see what the list is used for. */
export function ListPage({ list, timeZone }: { list: ListView; timeZone: string }) {
  const shopify = useAppBridge()
  const [asked, setAsked] = useState<'rename' | 'delete' | null>(null)
  const close = () => setAsked(null)
  return (
    <Page
      title={list.name}
      backAction={SECTIONS.lists}
      secondaryActions={[
        { content: 'Rename', onAction: () => setAsked('rename') },
        { content: 'Delete list', destructive: true, onAction: () => setAsked('delete') },
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <ImportCard list={list} />
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
      {asked === 'delete' && <DeleteListModal list={list} onClose={close} />}
    </Page>
  )
}
