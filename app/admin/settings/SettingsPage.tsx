import { BlockStack, Layout, Page } from '@shopify/polaris'
import { useTagging } from '../customers/useTagging.ts'
import { EditorSaveBar } from '../editor/EditorSaveBar.tsx'
import { useHolding } from '../holding/useHolding.ts'
import { KeysSection } from '../keys/KeysSection.tsx'
import { NewsBanner } from '../page/NewsBanner.tsx'
import { SECTIONS } from '../page/sections.ts'
import { DataRequestsCard } from '../privacy/DataRequestsCard.tsx'
import { SelfTestSection } from '../selfTest/SelfTestSection.tsx'
import { AbsencesCard } from './AbsencesCard.tsx'
import { CartCard } from './CartCard.tsx'
import { CustomersCard } from './CustomersCard.tsx'
import { composePolicy } from './composePolicy.ts'
import { LeavingCard } from './LeavingCard.tsx'
import { OrdersCard } from './OrdersCard.tsx'
import { PolicyCard } from './PolicyCard.tsx'
import { ReceiversCard } from './ReceiversCard.tsx'
import { ShopCard } from './ShopCard.tsx'
import { useSettings } from './useSettings.ts'
import type { SettingsView } from './views.ts'

/** Page of the settings, permissions and tests of the whole shop. */
export function SettingsPage(props: SettingsView) {
  const { isStore, settings: saved, enforcement, holding: state, dataRequests, leaving } = props
  const tagging = useTagging()
  const settings = useSettings(saved)
  const holding = useHolding()
  const policy = composePolicy({ ...settings.draft, showsUses: props.showsUses })
  return (
    <Page title={SECTIONS.settings.content} subtitle="Settings for the whole shop">
      <EditorSaveBar id="settings-save-bar" editor={settings} />
      <Layout>
        {settings.failure && (
          <Layout.Section variant="fullWidth">
            <NewsBanner tone="critical" title="Settings not saved">
              <p>{settings.failure}</p>
            </NewsBanner>
          </Layout.Section>
        )}
        <Layout.Section>
          <BlockStack gap="400">
            <OrdersCard settings={settings} state={state} holding={holding} isStore={isStore} />
            {!isStore && <CartCard settings={settings} />}
            {!isStore && (
              <CustomersCard
                settings={settings}
                state={props.tagging}
                tagging={tagging}
                isSaved={saved.tagsCustomers}
              />
            )}
            {policy.length > 0 && <PolicyCard paragraphs={policy} />}
            {!isStore && <SelfTestSection holding={holding} />}
            <ReceiversCard />
            {isStore ? <AbsencesCard /> : <KeysSection />}
            {!isStore && <DataRequestsCard {...dataRequests} />}
            {enforcement.level === 'functions' && <LeavingCard leaving={leaving} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <ShopCard enforcement={enforcement} isStore={isStore} />
        </Layout.Section>
      </Layout>
    </Page>
  )
}
