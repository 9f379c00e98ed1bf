import { HOOKS, Window } from '@remote-dom/polyfill'
import renderOrderStatus from '../../../../../extensions/customer-account/src/orderStatus.ts'
import renderProfile from '../../../../../extensions/customer-account/src/profile.ts'
import renderThankYou from '../../../../../extensions/thank-you/src/index.ts'
import type { SurfaceClick, SurfaceQuestion } from './messages.ts'

/*
 * Runs a block of the checkout or of an account as Shopify does: in a worker, whose document is remote-dom's, with `shopify`
 * as a global. The page gets what the block has drawn, and sends clicks back.
 */
const BLOCKS = { 'thank-you': renderThankYou, profile: renderProfile, 'order-status': renderOrderStatus }
const window = new Window()
const { body } = window.document
let isTold = true
const tell = () => {
  if (!isTold) return
  isTold = false
  queueMicrotask(() => {
    isTold = true
    postMessage((body as unknown as { outerHTML: string }).outerHTML)
  })
}
Object.assign(window[HOOKS], { insertChild: tell, removeChild: tell, setText: tell, setAttribute: tell })

self.addEventListener('message', ({ data }: MessageEvent<SurfaceQuestion | SurfaceClick>) => {
  if ('button' in data) {
    listButtons(body as unknown as Drawn)[data.button]?.dispatchEvent(new window.Event('click'))
    return
  }
  const { block, orderGid, confirmationNumber, attributes, locale } = data
  Object.assign(self, { document: window.document, shopify: createApi(data) })
  void BLOCKS[block]()

  function createApi({ words }: SurfaceQuestion) {
    const order = orderGid === null ? undefined : { id: orderGid, confirmationNumber }
    return {
      sessionToken: {
        get: async () =>
          ((await (await fetch('/checkout/blocks/token', { method: 'POST' })).json()) as { token: string })
            .token,
      },
      i18n: {
        translate: (key: string, replaced: Readonly<Record<string, string>> = {}) =>
          findText(words, key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(replaced[name])),
        formatNumber: (number: number, options?: Intl.NumberFormatOptions) =>
          number.toLocaleString(locale, options),
        formatCurrency: (number: number, options?: Intl.NumberFormatOptions) =>
          number.toLocaleString(locale, { style: 'currency', ...options }),
        formatDate: (date: Date, options?: Intl.DateTimeFormatOptions) =>
          date.toLocaleString(locale, options),
      },
      order: { value: order },
      orderConfirmation: { value: { order: { id: orderGid }, number: confirmationNumber } },
      attributes: { value: attributes },
      lines: { value: [] },
    }
  }
})

type Drawn = {
  readonly localName: string
  readonly childNodes: readonly Drawn[]
  readonly dispatchEvent: (event: unknown) => boolean
}

function listButtons(node: Drawn): Drawn[] {
  const below = [...(node.childNodes ?? [])].flatMap(listButtons)
  return node.localName === 's-button' ? [node, ...below] : below
}

function findText(words: SurfaceQuestion['words'], key: string): string {
  const found = key
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], words)
  return typeof found === 'string' ? found : key
}
