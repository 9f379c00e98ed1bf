import type { CallPresetName } from '../core/requirement/calls/presets.ts'

/** The verb of a named question, before the amount and the name: "has staked". */
export type CallVerb = {
  readonly verb: string
  /** The same before an amount, where that reads better. */
  readonly verbOfSeveral?: string
}

/** The verbs of each named question. Its other texts load with its fields (`callTexts.ts`). */
export const CALL_VERBS: { readonly [Preset in CallPresetName]: CallVerb } = {
  staked: { verb: 'has staked' },
  farm: { verb: 'has staked' },
  membership: { verb: 'has a valid' },
  subscription: { verb: 'has a running', verbOfSeveral: 'has running,' },
  rental: { verb: 'rents' },
  soulbound: { verb: 'holds, bound to the wallet,' },
  vault: { verb: 'has deposited' },
  lock: { verb: 'has locked' },
  attestation: { verb: 'has' },
  event: { verb: 'holds the POAP of', verbOfSeveral: 'holds POAPs,' },
  score: { verb: 'has' },
  name: { verb: 'owns' },
  wrappedName: { verb: 'owns' },
  safe: { verb: 'is an owner of' },
}
