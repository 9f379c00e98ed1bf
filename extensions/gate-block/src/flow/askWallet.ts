import {
  buildMessageHandler,
  getExecHttpPost,
  initServiceRegistry,
  normalizePollingResponse,
  type Strategy,
  VERSION,
} from '@onflow/fcl-core'
import { openView, type View } from './openView.ts'

/** FCL's core has no way to a wallet: each platform brings its own. These are those of a browser. */
export function startWays(onFailure: (error: unknown) => void): void {
  const watch =
    (ask: Strategy): Strategy =>
    async (asked) => {
      closeLast()
      try {
        return await ask(asked)
      } catch (error) {
        // FCL tells nobody why it has no account.
        onFailure(error)
        throw error
      }
    }
  const byPage = watch(requestByMessages)
  const byServer = watch(
    getExecHttpPost(async (view, { onClose }) => {
      const { readWindow, close } = openView(view, onClose)
      closeLast = () => {
        onClose()
        close()
      }
      return [readWindow(), close]
    }),
  )
  initServiceRegistry({
    coreStrategies: {
      ...{ 'EXT/RPC': byPage, 'IFRAME/RPC': byPage, 'POP/RPC': byPage, 'TAB/RPC': byPage },
      ...{ 'HTTP/POST': byServer, 'HTTP/RPC': byServer },
    },
  })
}

/** Ends the exchange before: a wallet that was given up may still wait for its answer, and its page be open. */
let closeLast = () => {}

/**
 * Ask a wallet by messages: an extension in this page, any other in a page of its own. The wallet says that it is ready,
 * is told what to do, and answers.
 * @see https://github.com/onflow/fcl-js/blob/master/packages/fcl-core/src/wallet-provider-spec/draft-v4.md
 */
const requestByMessages: Strategy = ({ service, body, config }) =>
  new Promise((resolve, reject) => {
    const isExtension = service.method === 'EXT/RPC'
    let view: View | null = null
    const readPeer = () => (isExtension ? window : view?.readWindow())
    const send = (message: object) => readPeer()?.postMessage(JSON.parse(JSON.stringify(message)), '*')
    const end = () => {
      window.removeEventListener('message', listen)
      view?.close()
      reject(new Error('Declined: the wallet was closed.'))
    }
    const { type, params, data } = service
    const hear = buildMessageHandler({
      close: end,
      send,
      onReady: () =>
        send({
          type: 'FCL:VIEW:READY:RESPONSE',
          body,
          service: { type, params, data },
          config,
          fclVersion: VERSION,
        }),
      onResponse: (event) => {
        const reply = normalizePollingResponse(event.data)
        if (reply?.status === 'APPROVED') resolve(reply.data)
        else if (reply?.status === 'REDIRECT') resolve(reply)
        else reject(new Error(`Declined: ${reply?.reason ?? ''}`))
        end()
      },
      onMessage: () => {},
      onCustomRpc: () => {},
    })
    // Any frame of the shop's page may send messages, and FCL takes those of whoever is first for the wallet's. At one that
    // has no properties it ends all.
    const listen = (event: MessageEvent) => {
      const isOfWallet = event.source !== null && event.source === readPeer()
      if (isOfWallet && event.data) hear(event)
    }
    closeLast = end
    window.addEventListener('message', listen)
    if (isExtension) send({ service })
    else view = openView(service, end)
  })
