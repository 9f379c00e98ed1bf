import type { ClosedReason, ShownUnmet, UnmetLine } from '../../../app/core/gate/answer.ts'

/** A gate that the wallet opened: `endsAt` in unix seconds. */
export type OpenGate = { readonly number: number; readonly endsAt: number }

/** What is in the way: a condition, with amounts as people write them, or something about the whole gate. */
export type Unmet = {
  readonly because: Exclude<ClosedReason, 'unmet'> | ShownUnmet['because']
  readonly needed?: string
  readonly found?: string
  readonly name?: string
  readonly chain?: string
  /** The wallet it is about, masked; absent where it is the one connected. */
  readonly wallet?: string
  /** The sentence, where the reason alone does not tell it. */
  readonly text?: LineText
  /** What is said of a limit where more is known than that it is used up. */
  readonly usedUp?: UsedUpText
  /** When the gate starts, or what is said of its limit; unix seconds. */
  readonly at?: number
}

/** Sentences over groups and of conditions. */
export type LineText = UnmetLine['text']

/** What is in the way, or the words over a group; `depth` counts the groups around it. */
export type RefusalLine = { readonly depth: number } & (
  | Unmet
  | { readonly because?: never; readonly text: LineText; readonly count?: number }
)

/** What may be said of a limit that is used up. */
export type UsedUpText =
  | 'used-held'
  | 'used-place'
  | 'used-token'
  | 'used-tokens'
  | 'used-wallet'
  | 'used-total'

/** Why a check could not be made, or what has become of its answer; there is a sentence for each. */
export type FailureReason =
  | 'ERR_NONCE_UNKNOWN'
  | 'ERR_SIGNATURE_INVALID'
  | 'ERR_LOGIN_MISMATCH'
  | 'ERR_GATE_NOT_FOUND'
  | 'busy'
  | 'pending'
  | 'ledger'
  | 'changed'
  | 'cart'
  | 'lost'
  | 'unknown'

/** What came of a check: yes, no, or it could not be made. */
export type Outcome =
  | { readonly kind: 'unlocked'; readonly gates: readonly OpenGate[] }
  | {
      readonly kind: 'refused'
      /** What is in the way, with the words over its groups. */
      readonly lines: readonly RefusalLine[]
      readonly isHeld: boolean
      /** Wallets that might have lent to this one what it lacks. */
      readonly vaults: readonly string[]
    }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly chain: string | null }

type Resting =
  | { readonly kind: 'locked'; readonly wasRejected: boolean }
  | (Outcome & { readonly address: string | null })

/** What the card shows. `connecting` without a wallet is the open wallet list. */
export type GateState =
  | Resting
  | { readonly kind: 'connecting'; readonly wallet: string | null; readonly back: Resting }
  | { readonly kind: 'signing'; readonly wallet: string; readonly address: string; readonly back: Resting }
  | {
      readonly kind: 'checking'
      readonly address: string | null
      readonly isSlow: boolean
      readonly isSilent: boolean
      readonly back: Resting
    }

export type GateEvent =
  | { readonly kind: 'connectPressed' }
  | { readonly kind: 'walletChosen'; readonly wallet: string }
  | { readonly kind: 'accountGiven'; readonly address: string }
  | { readonly kind: 'checkStarted'; readonly address: string | null; readonly isSilent: boolean }
  | { readonly kind: 'gotSlow' }
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  | { readonly kind: 'rejected' }
  /** The cart has lost what it carried. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'forgotten' }

export const locked: GateState = { kind: 'locked', wasRejected: false }

/** Decide what the card shows next. An event that makes no sense in a state changes nothing. */
export function reduceState(state: GateState, event: GateEvent): GateState {
  switch (event.kind) {
    case 'connectPressed':
      return isResting(state) ? { kind: 'connecting', wallet: null, back: state } : state
    case 'walletChosen':
      return state.kind === 'connecting' ? { ...state, wallet: event.wallet } : state
    case 'accountGiven':
      if (state.kind !== 'connecting' || state.wallet === null) return state
      return { kind: 'signing', wallet: state.wallet, address: event.address, back: state.back }
    case 'checkStarted':
      if (state.kind === 'connecting' || state.kind === 'checking') return state
      return { ...event, kind: 'checking', isSlow: false, back: isResting(state) ? state : state.back }
    case 'gotSlow':
      return state.kind === 'checking' ? { ...state, isSlow: true } : state
    case 'answered':
      return reduceAnswer(state, event.outcome)
    case 'rejected':
      if (state.kind !== 'connecting' && state.kind !== 'signing') return state
      return state.back.kind === 'unlocked' ? state.back : { kind: 'locked', wasRejected: true }
    case 'lost':
      if (state.kind !== 'unlocked') return state
      return { kind: 'failed', reason: 'lost', chain: null, address: state.address }
    case 'cancelled':
      return isResting(state) ? state : state.back.kind === 'failed' ? locked : state.back
    case 'forgotten':
      return locked
  }
}

/** An answer nobody waits for any more must not undo what the shopper has done since. */
function reduceAnswer(state: GateState, outcome: Outcome): GateState {
  const hasFailed = outcome.kind === 'failed'
  switch (state.kind) {
    case 'checking':
      return { ...outcome, address: state.address }
    case 'connecting':
    case 'signing':
      return hasFailed ? { ...outcome, address: null } : state
    case 'unlocked':
      return hasFailed ? state : { ...outcome, address: state.address }
    default:
      return state
  }
}

/** Whether nothing is under way. */
export function isResting(state: GateState): state is Resting {
  return state.kind !== 'connecting' && state.kind !== 'signing' && state.kind !== 'checking'
}
