import { proxyDoor, publicContext } from '../context.server.ts'
import { issueCounterKey } from '../flows/counter/issueCounterKey.ts'
import script from '../proxy/counter/browser/main.ts?script'
import { counterPageRoute } from '../proxy/counter/counterPageRoute.ts'
import { proxyAction } from '../proxy/proxyAction.ts'
import { CounterBody } from '../proxy/wire.ts'

/** The key of the phone's codes, or the end of its visit. */
export const action = proxyAction({
  door: proxyDoor,
  turn: 'later',
  schema: CounterBody,
  // No wallet signs it.
  findSigner: () => null,
  run: ({ myshopifyDomain, clientAddress }, { session, leave, signed }) =>
    issueCounterKey(publicContext, {
      ...{ myshopifyDomain, clientAddress, session, signed },
      isLeaving: leave === true,
    }),
  format: (issued) => ({ kind: issued ? 'issued' : 'left', issued }),
})

export const loader = counterPageRoute({
  door: proxyDoor,
  script,
  createNonce: () => publicContext.createRandomHex(16),
})
