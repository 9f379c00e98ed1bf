import { createDialogs } from './dialogs.ts'
import { defineElements } from './elements.ts'
import { openPage } from './openPage.ts'
import { pickItems } from './pickItems.ts'
import { keepStore, readSession, readStore, sendWithSession } from './session.ts'
import { showToast } from './toasts.ts'

/*
 * What the app's pages find in the control panel of BigCommerce in place of Shopify's App Bridge: a session in each
 * request, a bar for unsaved changes, short messages, and a dialog that picks products. The pages themselves are the same.
 */
function start(): void {
  const store = readStore()
  const session = readSession(store)
  keepStore(store)
  window.fetch = sendWithSession(session, window.fetch.bind(window))
  const dialogs = createDialogs()
  const bars = defineElements(dialogs)

  const refuse = async (): Promise<never> => {
    throw new Error('The control panel of BigCommerce has nothing like this.')
  }

  Object.defineProperty(window, 'shopify', {
    configurable: true,
    value: {
      config: { apiKey: '', shop: '', host: '', locale: 'en' },
      origin: location.origin,
      ready: Promise.resolve(),
      environment: { embedded: true, mobile: false, intent: false, pos: false },
      idToken: async () => session,
      loading: () => undefined,
      toast: { show: showToast, hide: (id: string) => document.getElementById(id)?.remove() },
      saveBar: { ...bars.byId, leaveConfirmation: bars.leaveConfirmation },
      modal: bars.byId,
      resourcePicker: pickItems,
      // A merchant accepts all that the app asks for when it is installed.
      scopes: {
        query: async () => ({ granted: [], required: [], optional: [] }),
        request: async () => ({ result: 'declined-all' }),
        revoke: refuse,
      },
      app: { extensions: refuse },
    },
  })
}

// The server's empty page loads this script first, and the page that it writes then loads it again.
if (document.documentElement.dataset.opening === undefined) start()
else void openPage()
