import { toComparableAddress } from '../../../../core/chain/toComparableAddress.ts'
import { formatAmount } from '../formatAmount.ts'
import { formatShortId } from '../formatShortId.ts'
import type { TokenNames } from '../types.ts'
import { StepError, type UnmetTokens } from './sendStep.ts'

/** The message for people if a login did not complete. */
export type Explanation = {
  readonly title: string
  readonly text: string
  /** The way forward: try again, or use another wallet. */
  readonly help: 'again' | 'another'
}
export type ExplainParameters = {
  readonly error: unknown
  /** Whether the wallet's owner declined. */
  readonly isRejection: boolean
  readonly chainName: string
  readonly projectName: string
  readonly address: string | null
  readonly names: TokenNames
}

const TOO_LATE: Explanation = {
  title: 'That took a little too long',
  text: 'For your safety, you have two minutes to confirm. Please confirm once more.',
  help: 'again',
}
const BROKEN: Explanation = {
  title: 'Something went wrong',
  text: 'It isn’t your fault, and nothing is lost. Please try again.',
  help: 'again',
}

/** Explain in a shopper's words why a login stopped, and what to do. */
export function describeStop(parameters: ExplainParameters): Explanation {
  const { error, isRejection, chainName, projectName } = parameters
  if (isRejection) return { title: 'No problem', text: 'Connect whenever you like.', help: 'again' }
  if (!(error instanceof StepError)) {
    return {
      title: 'Your wallet didn’t answer',
      text: 'Open it, unlock it and try again.',
      help: 'again',
    }
  }
  switch (error.code) {
    case 'ERR_REQUIREMENT_UNMET':
      return {
        title: 'Not in this wallet yet',
        text: describeUnmet(parameters, error.unmet),
        help: 'another',
      }
    case 'ERR_WALLET_NOT_ALLOWED':
      return {
        title: 'This wallet isn’t on the list',
        text: `Only wallets that ${projectName} has listed can sign in here.`,
        help: 'another',
      }
    case 'ERR_CHAIN_READ':
    case 'ERR_TOKEN_READ':
      return {
        title: `We couldn’t check ${chainName} just now`,
        text: 'Nothing is lost. Please try again.',
        help: 'again',
      }
    case 'ERR_NONCE_UNKNOWN':
    case 'ERR_LOGIN_MISMATCH':
      return TOO_LATE
    case 'ERR_SIGNATURE_INVALID':
      return {
        title: 'That didn’t come from this account',
        text: 'Choose the account you want to use in your wallet, then confirm once more.',
        help: 'again',
      }
    case 'ERR_RATE_LIMITED':
      return {
        title: 'One moment, please',
        text: `We’re very busy right now. Try again in ${formatWait(error.retryAfterSeconds)}.`,
        help: 'again',
      }
    case 'ERR_CHAIN_UNSUPPORTED':
    case 'ERR_CONTRACT_UNSUPPORTED':
    case 'ERR_REQUIREMENT_INVALID':
      return {
        title: 'This can’t be checked here',
        text: `${projectName} asks for something this page can’t check. Please let them know.`,
        help: 'another',
      }
    case 'OFFLINE':
      return {
        title: 'No connection',
        text: 'We couldn’t reach the server. Check your internet connection and try again.',
        help: 'again',
      }
    default:
      return BROKEN
  }
}

function describeUnmet({ address, names, chainName }: ExplainParameters, unmet: UnmetTokens | null): string {
  // The word joiners prevent a line break inside the address.
  const wallet = address ? formatShortId(address).replace('…', '\u2060…\u2060') : 'this wallet'
  const [only, ...more] = unmet?.found ?? []
  if (!unmet || !only || more.length > 0)
    return `${wallet} doesn’t hold enough of the required tokens on ${chainName}.`
  // The key of a name is `chain/id`.
  const id = toComparableAddress(only.id)
  const name = Object.entries(names).find(([key]) => key.endsWith(`/${id}`))?.[1]
  const needed = /^[0.]+$/.test(unmet.needed) ? 'some' : formatAmount(unmet.needed)
  const holds = only.found === '0' ? 'none' : formatAmount(only.found)
  return `You need ${needed} ${name ?? formatShortId(only.id)} on ${chainName}. ${wallet} holds ${holds}.`
}

function formatWait(seconds: number): string {
  return seconds > 1 ? `${seconds} seconds` : 'a second'
}
