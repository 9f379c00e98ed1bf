import type { GateConfig } from '../readConfig.ts'
import type { GateState, Unmet } from '../state.ts'

/** The states that the theme editor shows: the options of the setting `state`. */
export type SampleName =
  | 'locked'
  | 'rejected'
  | 'choosing'
  | 'no_wallet'
  | 'waiting'
  | 'waiting_long'
  | 'signing'
  | 'checking'
  | 'slow'
  | 'unlocked'
  | 'unmet'
  | 'not_started'
  | 'ended'
  | 'used_up'
  | 'used_token'
  | 'held'
  | 'paused'
  | 'sign_in'
  | 'sign_again'
  | 'failed'
  | 'network'
  | 'busy'
  | 'server'
  | 'ledger'
  | 'lost'

const DAY = 86_400
const LOCKED = { kind: 'locked', wasRejected: false } as const
const address = '0x12…9f'

export type ComposeSampleParameters = {
  readonly name: SampleName
  readonly config: GateConfig
  /** Unix seconds. */
  readonly now: number
}

/** Compose a state of the card with sample values for the page's own gates. */
export function composeSample({ name, config, now }: ComposeSampleParameters): GateState {
  const { gates, texts } = config
  const chain = gates[0]?.chains[0]?.name ?? null
  const token = gates[0]?.token || '…'
  const wallet = texts.browserWallet
  const refuse = (reason: Unmet): GateState => ({
    ...{ kind: 'refused', isHeld: false, vaults: [], address },
    lines: [{ depth: 0, ...reason }],
  })
  switch (name) {
    case 'rejected':
      return { kind: 'locked', wasRejected: true }
    case 'sign_again':
      return { ...LOCKED, isOld: true }
    case 'waiting':
    case 'waiting_long':
      return { kind: 'connecting', wallet, isSlow: name !== 'waiting', back: LOCKED }
    case 'signing':
      return { kind: 'signing', wallet, address, back: LOCKED }
    case 'checking':
    case 'slow':
      return {
        ...{ kind: 'checking', address, isSilent: true, back: LOCKED },
        slow: name === 'slow' ? 'slow' : null,
      }
    case 'unlocked':
      return {
        ...{ kind: 'unlocked', address },
        gates: gates.map(({ number }) => ({ number, endsAt: now + 7200 })),
      }
    case 'unmet':
      return refuse({
        ...{ because: 'too-little', text: chain ? 'too-little' : 'not-listed' },
        ...{ needed: '1', found: '0', name: token, chain: chain ?? '' },
      })
    case 'not_started':
      return refuse({ because: 'not-started', at: now + 7 * DAY })
    case 'ended':
    case 'paused':
      return refuse({ because: name })
    case 'used_up':
      return refuse({ because: 'used-up', usedUp: 'used-wallet', at: now - 3 * DAY })
    case 'used_token':
      return refuse({ because: 'used-up', usedUp: 'used-token', name: `${token} #7`, at: now - 3 * DAY })
    case 'held':
      return refuse({ because: 'used-up', usedUp: 'used-held', at: now + 900 })
    case 'sign_in':
      return refuse({ because: 'sign-in' })
    case 'failed':
      return { kind: 'failed', reason: 'unknown', chain, address }
    case 'network':
    case 'busy':
    case 'server':
    case 'ledger':
    case 'lost':
      return { kind: 'failed', reason: name, chain: null, address }
    default:
      return LOCKED
  }
}
