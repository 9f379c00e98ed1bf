import type { ClosedReason, ShownUnmet, UnmetLine } from '../../../app/core/gate/answer.ts'

/** A gate that a wallet opened: which one, masked, if it is known. `endsAt` is in unix seconds. */
export type OpenGate = { readonly number: number; readonly endsAt: number; readonly wallet?: string }

/** A reason of a refusal: an unmet condition with formatted amounts, or a reason about the whole gate. */
export type Unmet = {
  readonly because: Exclude<ClosedReason, 'unmet'> | ShownUnmet['because']
  readonly needed?: string
  readonly found?: string
  readonly name?: string
  readonly chain?: string
  /** The wallet concerned, masked; absent if it is the connected one. */
  readonly wallet?: string
  /** Name of the sentence, if the reason alone does not decide it. */
  readonly text?: LineText
  /** Name of the sentence about a used-up limit; absent if nothing more is known. */
  readonly usedUp?: UsedUpText
  /** When the gate starts, or the instant of a used-up limit; unix seconds. */
  readonly at?: number
}

/** Names of the sentences for groups and conditions. */
export type LineText = UnmetLine['text']

/** A line of a refusal: a reason, or the heading of a group. `depth` is the number of enclosing groups. */
export type RefusalLine = { readonly depth: number } & (
  | Unmet
  | { readonly because?: never; readonly text: LineText; readonly count?: number }
)

/** Names of the sentences about a used-up limit. */
export type UsedUpText =
  | 'used-held'
  | 'used-place'
  | 'used-token'
  | 'used-tokens'
  | 'used-wallet'
  | 'used-total'

/** Why a check failed, or what happened to its result; the block has a sentence for each. */
export type FailureReason =
  | 'ERR_NONCE_UNKNOWN'
  | 'ERR_SIGNATURE_INVALID'
  | 'ERR_LOGIN_MISMATCH'
  | 'ERR_GATE_NOT_FOUND'
  | 'busy'
  | 'pending'
  | 'unloaded'
  | 'network'
  | 'server'
  | 'wallet'
  | 'ledger'
  | 'changed'
  | 'switched'
  | 'cart'
  | 'lost'
  | 'unknown'

/** Before a check, and after one that asks for a new signature, which `isOld` tells. */
type Locked = { readonly kind: 'locked'; readonly wasRejected: boolean; readonly isOld?: boolean }

/** The outcome of a check: unlocked, refused, not possible, or that the wallet must sign again. */
export type Outcome =
  | Locked
  | { readonly kind: 'unlocked'; readonly gates: readonly OpenGate[] }
  | {
      readonly kind: 'refused'
      /** The reasons, with the headings of their groups. */
      readonly lines: readonly RefusalLine[]
      readonly isHeld: boolean
      /** Vaults that may have delegated what the wallet lacks. */
      readonly vaults: readonly string[]
    }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly chain: string | null }

/** Another account that the wallet shows now, masked; '' if it has disconnected. Absent while it shows the same. */
type Shown = { readonly shown?: string | undefined }

type Resting = Locked | (Outcome & { readonly address: string | null } & Shown)

/** What a check waits for: the shop's cart, or the app with its chains. */
export type Slow = 'cart' | 'chain'

/** What the card shows. `connecting` without a wallet: the wallet list is open. */
export type GateState =
  | Resting
  | {
      readonly kind: 'connecting'
      readonly wallet: string | null
      /** Whether the wallet has not answered for a while. */
      readonly isSlow?: boolean
      readonly back: Resting
    }
  | {
      readonly kind: 'signing'
      readonly wallet: string
      readonly address: string
      readonly isSlow?: boolean
      readonly back: Resting
    }
  | ({
      readonly kind: 'checking'
      readonly address: string | null
      /** What has not answered for a while; null before that. */
      readonly slow: Slow | null
      readonly isSilent: boolean
      readonly back: Resting
    } & Shown)

export type GateEvent =
  | { readonly kind: 'connectPressed' }
  | { readonly kind: 'walletChosen'; readonly wallet: string }
  | { readonly kind: 'accountGiven'; readonly address: string }
  | { readonly kind: 'checkStarted'; readonly address: string | null; readonly isSilent: boolean }
  | { readonly kind: 'gotSlow'; readonly slow: Slow }
  | { readonly kind: 'walletSlow' }
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  | { readonly kind: 'rejected' }
  /** The wallet shows this account, masked; null if it has disconnected. */
  | { readonly kind: 'accountChanged'; readonly address: string | null }
  /** The cart has lost its proofs; `cart`: it did not take them. */
  | { readonly kind: 'lost'; readonly reason: 'lost' | 'cart' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'forgotten' }

export const locked: Locked = { kind: 'locked', wasRejected: false }

/** Compute the next state. An event that does not apply to a state changes nothing. */
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
      return { ...event, kind: 'checking', slow: null, back: isResting(state) ? state : state.back }
    case 'gotSlow':
      return state.kind === 'checking' ? { ...state, slow: event.slow } : state
    case 'walletSlow':
      if (state.kind === 'signing' || (state.kind === 'connecting' && state.wallet !== null))
        return { ...state, isSlow: true }
      return state
    case 'answered':
      return reduceAnswer(state, event.outcome)
    case 'rejected':
      if (isResting(state) || state.kind === 'checking') return state
      return state.back.kind === 'unlocked' ? state.back : { kind: 'locked', wasRejected: true }
    case 'accountChanged':
      return reduceAccount(state, event.address)
    case 'lost':
      if (state.kind !== 'unlocked') return state
      return { ...event, kind: 'failed', chain: null, address: state.address }
    case 'cancelled':
      return isResting(state) ? state : state.back.kind === 'failed' ? locked : state.back
    case 'forgotten':
      return locked
  }
}

/** What is open stays open: the visit proves it, not the wallet. A signature counts for the account that was asked. */
function reduceAccount(state: GateState, shown: string | null): GateState {
  if (!('address' in state)) return state
  const isSame = shown?.toLowerCase() === state.address?.toLowerCase()
  if (state.kind !== 'signing') return { ...state, shown: isSame ? undefined : (shown ?? '') }
  return shown === null || isSame ? state : { kind: 'failed', reason: 'switched', chain: null, address: null }
}

/** A late answer must not undo what the shopper has done since. */
function reduceAnswer(state: GateState, outcome: Outcome): GateState {
  const hasFailed = outcome.kind === 'failed'
  if (state.kind === 'checking' || (state.kind === 'unlocked' && !hasFailed))
    return { ...outcome, address: state.address, shown: state.shown }
  return hasFailed && !isResting(state) ? { ...outcome, address: null } : state
}

/** Whether no task is in progress: `connecting`, `signing` and `checking` are tasks. */
export function isResting(state: GateState): state is Resting {
  return !/ing$/.test(state.kind)
}
