import { BlockStack, Layout, Page } from '@shopify/polaris'
import { EditorSaveBar } from '../editor/EditorSaveBar.tsx'
import { KeysSection } from '../keys/KeysSection.tsx'
import { NewsBanner } from '../page/NewsBanner.tsx'
import { SelfTestSection } from '../selfTest/SelfTestSection.tsx'
import { CartCard } from './CartCard.tsx'
import { OrdersCard } from './OrdersCard.tsx'
import { ShopCard } from './ShopCard.tsx'
import { useSettings } from './useSettings.ts'
import type { SettingsView } from './views.ts'

/** What is decided for the whole shop, and what it is allowed to do. */
export function SettingsPage({ settings: saved, enforcement }: SettingsView) {
  const settings = useSettings(saved)
  return (
    <Page title="Settings" subtitle="For the whole shop">
      <EditorSaveBar id="settings-save-bar" editor={settings} />
      <Layout>
        {settings.failure && (
          <Layout.Section variant="fullWidth">
            <NewsBanner tone="critical" title="The settings were not saved">
              <p>{settings.failure}</p>
            </NewsBanner>
          </Layout.Section>
        )}
        <Layout.Section>
          <BlockStack gap="400">
            <OrdersCard settings={settings} />
            <CartCard settings={settings} />
            <SelfTestSection />
            <KeysSection />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <ShopCard enforcement={enforcement} />
        </Layout.Section>
      </Layout>
    </Page>
  )
}
