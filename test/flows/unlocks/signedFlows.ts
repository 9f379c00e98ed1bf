import { type RenewGatesParameters, renewGates } from '../../../app/flows/unlocks/renewGates.ts'
import { type UnlockGatesParameters, unlockGates } from '../../../app/flows/unlocks/unlockGates.ts'
import { makeVisitKey } from '../../visitKey.ts'

/** The key of a browser, which signs each request at the moment of its flow. */
export const visitKey = makeVisitKey()

type Unlock = Omit<UnlockGatesParameters, 'signed'>
type Renew = Omit<RenewGatesParameters, 'signed'>

/** Unlock with a request that the key has signed. */
export function unlockSigned(ctx: Parameters<typeof unlockGates>[0], body: Unlock) {
  return unlockGates(ctx, { ...body, signed: visitKey.sign('/unlock', {}, ctx.now()) })
}

/** Renew with a request that the key has signed. */
export function renewSigned(ctx: Parameters<typeof renewGates>[0], body: Renew) {
  return renewGates(ctx, { ...body, signed: visitKey.sign('/renew', {}, ctx.now()) })
}
