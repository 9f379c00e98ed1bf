import { HOOKS, Window } from '@remote-dom/polyfill'
import renderOrderBlock from '../../../../../extensions/order-block/src/index.ts'
import type { BlockQuestion } from './messages.ts'

/*
 * Runs the block of an order's page as Shopify's admin does: in a worker, whose document is remote-dom's, with `shopify`
 * as a global, and with a session token on requests to the app. The page gets what the block has drawn.
 */
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

self.addEventListener('message', ({ data }: MessageEvent<BlockQuestion>) => {
  const { orderGid, api, appOrigin } = data
  const ask = self.fetch.bind(self)
  const readToken = async () => {
    const answer = (await (await ask(`${api}/id-token`, { method: 'POST' })).json()) as { token: string }
    return answer.token
  }
  Object.assign(self, {
    document: window.document,
    shopify: { data: { selected: [{ id: orderGid }] } },
    // A relative path is one of the app. Only its requests get the token.
    fetch: async (path: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${await readToken()}`)
      return ask(new URL(path, appOrigin), { ...init, headers })
    },
  })
  void renderOrderBlock()
})
