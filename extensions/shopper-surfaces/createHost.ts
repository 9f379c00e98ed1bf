import { createSend } from './createSend.ts'
import type { SurfaceHost, SurfaceWords } from './types.ts'

/** Create what the blocks need of the page that runs them, from the part of Shopify's API that they share. */
export function createHost({
  sessionToken,
  i18n,
}: {
  readonly sessionToken: { readonly get: () => Promise<string> }
  readonly i18n: SurfaceWords
}): SurfaceHost {
  return {
    body: document.body,
    createElement: (name) => document.createElement(name),
    // Shopify's object: its methods may need it.
    i18n: {
      translate: (key, words) => i18n.translate(key, words),
      formatNumber: (number, options) => i18n.formatNumber(number, options),
      formatCurrency: (number, options) => i18n.formatCurrency(number, options),
      formatDate: (date, options) => i18n.formatDate(date, options),
    },
    send: createSend(() => sessionToken.get()),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  }
}
