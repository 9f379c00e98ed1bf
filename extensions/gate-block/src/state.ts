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
  | 'ERR_WALLET_FACTORY'
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
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly chain?: string | null | undefined }

/** Another account that the wallet shows now, masked; '' if it has disconnected. Absent while it shows the same. */
type Shown = { readonly shown?: string | undefined }

type Resting = Locked | (Outcome & { readonly address: string | null } & Shown)

/**
 * What a check waits for: the shop's cart, the app with its chains, or the time after which it is sent again. The text of
 * that name tells it.
 */
export type Slow = 'slowCart' | 'slow' | 'again'

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

export const locked: Locked = { kind: 'locked', wasRejected: false }

/*
 * The next state, of the state and an event. An event that does not apply to a state changes nothing.
 */

/** The shopper wants to connect a wallet. */
export function reduceConnect(state: GateState): GateState {
  return isResting(state) ? { kind: 'connecting', wallet: null, back: state } : state
}

/** A wallet was chosen; its name. */
export function reduceWallet(state: GateState, wallet: string): GateState {
  return state.kind === 'connecting' ? { ...state, wallet } : state
}

/** The wallet has given its account, masked. */
export function reduceAccount(state: GateState, address: string): GateState {
  if (state.kind !== 'connecting' || state.wallet === null) return state
  return { kind: 'signing', wallet: state.wallet, address, back: state.back }
}

/** The gates are being checked for this account, masked. `isSilent`: nobody has asked for it. */
export function reduceCheck(state: GateState, address: string | null, isSilent: boolean): GateState {
  if (state.kind === 'connecting' || state.kind === 'checking') return state
  return { kind: 'checking', address, isSilent, slow: null, back: isResting(state) ? state : state.back }
}

/** The check waits for this. */
export function reduceSlow(state: GateState, slow: Slow): GateState {
  return state.kind === 'checking' ? { ...state, slow } : state
}

/** The wallet has not answered for a while. */
export function reduceSlowWallet(state: GateState): GateState {
  return state.kind === 'signing' || (state.kind === 'connecting' && state.wallet !== null)
    ? { ...state, isSlow: true }
    : state
}

/** A check has ended. A late answer must not undo what the shopper has done since. */
export function reduceAnswer(state: GateState, outcome: Outcome): GateState {
  const hasFailed = outcome.kind === 'failed'
  if (state.kind === 'checking' || (state.kind === 'unlocked' && !hasFailed))
    return { ...outcome, address: state.address, shown: state.shown }
  return hasFailed && !isResting(state) ? { ...outcome, address: null } : state
}

/** The shopper has declined in the wallet. */
export function reduceRejection(state: GateState): GateState {
  if (isResting(state) || state.kind === 'checking') return state
  return state.back.kind === 'unlocked' ? state.back : { kind: 'locked', wasRejected: true }
}

/**
 * The wallet shows this account, masked; null if it has disconnected. What is open stays open: the visit proves it, not
 * the wallet. A signature counts for the account that was asked.
 */
export function reduceShown(state: GateState, shown: string | null): GateState {
  if (!('address' in state)) return state
  const isSame = shown?.toLowerCase() === state.address?.toLowerCase()
  if (state.kind !== 'signing') return { ...state, shown: isSame ? undefined : (shown ?? '') }
  return shown === null || isSame ? state : { kind: 'failed', reason: 'switched', address: null }
}

/** The cart has lost its proofs; `cart`: it did not take them. */
export function reduceLoss(state: GateState, reason: 'lost' | 'cart'): GateState {
  return state.kind === 'unlocked' ? { kind: 'failed', reason, address: state.address } : state
}

/** The shopper goes back. */
export function reduceCancel(state: GateState): GateState {
  return isResting(state) ? state : state.back.kind === 'failed' ? locked : state.back
}

/** The visit has ended. */
export function reduceEnd(): GateState {
  return locked
}

/** Whether no task is in progress: `connecting`, `signing` and `checking` are tasks. */
export function isResting(state: GateState): state is Resting {
  return !/ing$/.test(state.kind)
}
