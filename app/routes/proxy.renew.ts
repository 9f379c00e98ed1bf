import { answerWrongMethod } from '../answerRefusal.ts'
import { countGates, proxyDoor } from '../context.server.ts'
import { renewWithContent } from '../flows/unlocks/renewWithContent.ts'
import { formatAnswer } from '../proxy/format.ts'
import { proxyAction } from '../proxy/proxyAction.ts'
import { RenewBody } from '../proxy/wire.ts'
import { shopContext } from '../shopify.server.ts'

export const action = proxyAction({
  door: proxyDoor,
  turn: 'later',
  schema: RenewBody,
  // A renewal has no new signature: one visit can renew any number of times, with any forged X-Forwarded-For address.
  findSigner: () => null,
  run: (caller, { cart, vaults, content, ...body }) =>
    renewWithContent(shopContext(caller), {
      ...{ ...body, vaults: vaults ?? [], cartToken: cart ?? null, content: content ?? null },
      ...caller,
    }),
  format: (answer) => formatAnswer({ ...countGates(answer), content: answer.content }),
})

export const loader = answerWrongMethod
