import { answerWrongMethod } from '../answerRefusal.ts'
import { countGates, proxyDoor } from '../context.server.ts'
import { renewForPage } from '../flows/unlocks/renewForPage.ts'
import { formatRenewal } from '../proxy/formatRenewal.ts'
import { proxyAction } from '../proxy/proxyAction.ts'
import { toRenewal } from '../proxy/toRenewal.ts'
import { RenewBody } from '../proxy/wire.ts'
import { shopContext } from '../shopify.server.ts'

export const action = proxyAction({
  door: proxyDoor,
  turn: 'later',
  schema: RenewBody,
  // A renewal has no new signature: one visit can renew any number of times, with any forged X-Forwarded-For address.
  findSigner: () => null,
  run: async (caller, body) => {
    const answer = await renewForPage(shopContext(caller), { ...toRenewal(body), ...caller })
    return { ...answer, locale: body.tokens?.locale ?? null }
  },
  format: (answer) => formatRenewal(countGates(answer)),
})

export const loader = answerWrongMethod
