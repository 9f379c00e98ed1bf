import { AppProvider, Page } from '@shopify/polaris'
import english from '@shopify/polaris/locales/en.json' with { type: 'json' }
import { FailureCard } from './FailureCard.tsx'

/** Page for a failure of the app's frame, with the sentence that says why, if one is known. */
export function AppFailure({ message }: { message?: string | undefined }) {
  return (
    <AppProvider i18n={english}>
      <main>
        <Page title="Something went wrong">
          <FailureCard message={message} />
        </Page>
      </main>
    </AppProvider>
  )
}
