import { AppProvider, Page } from '@shopify/polaris'
import english from '@shopify/polaris/locales/en.json' with { type: 'json' }
import { FailureCard } from './FailureCard.tsx'

/** Page for a failure of the app's frame. */
export function AppFailure() {
  return (
    <AppProvider i18n={english}>
      <main>
        <Page title="Something went wrong">
          <FailureCard />
        </Page>
      </main>
    </AppProvider>
  )
}
