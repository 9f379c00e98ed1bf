// biome-ignore-all lint/performance/noBarrelFile: what a page may import is named here, and nowhere else.

export { createRandomText as randomState } from './oauth/createRandomText.ts'
export { defaultLoginRedirectCallback } from './oauth/finishRedirect.ts'
export { hasAuthorizationCodeParams, parseAuthorizationCodeParams } from './oauth/parseAuthorizationCode.ts'
// picket-js also had a default export.
export { Picket, Picket as default, Picket as Palisade } from './Picket.ts'
export { PicketError } from './PicketError.ts'
