import { answerWrongMethod } from '../answerRefusal.ts'
import { proxyDoor, publicContext } from '../context.server.ts'
import { issueNonce } from '../flows/unlocks/issueNonce.ts'
import { formatNonce } from '../proxy/format.ts'
import { proxyAction } from '../proxy/proxyAction.ts'
import { NonceBody } from '../proxy/wire.ts'

export const action = proxyAction({
  door: proxyDoor,
  turn: 'first',
  schema: NonceBody,
  findSigner: () => null,
  run: (caller, body) => issueNonce(publicContext, { ...body, ...caller }),
  format: formatNonce,
})

export const loader = answerWrongMethod
