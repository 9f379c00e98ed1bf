import { toComparableAddress } from '../../../../core/chain/toComparableAddress.ts'
import { composeSentence } from '../../../words/composeSentence.ts'
import type { PageWords } from '../../../words/pageWords.ts'
import { formatAmount } from '../formatAmount.ts'
import { formatShortId } from '../formatShortId.ts'
import type { PageSpeech, TokenNames } from '../types.ts'
import { StepError } from './sendStep.ts'

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
  readonly speech: PageSpeech
}

/** Explain in a shopper's words why a login stopped, and what to do. */
export function describeStop(parameters: ExplainParameters): Explanation {
  const { error, isRejection, chainName, projectName, speech } = parameters
  const [title, text, help] = chooseSentences({ error, isRejection, speech })
  const say = (sentence: string) => composeSentence(sentence, { chain: chainName, project: projectName })
  const isUnmet = error instanceof StepError && error.code === 'ERR_REQUIREMENT_UNMET'
  return { title: say(title), text: isUnmet ? describeUnmet({ ...parameters, error }) : say(text), help }
}

type Sentences = readonly [title: string, text: string, help: Explanation['help']]

function chooseSentences({
  error,
  isRejection,
  speech: { language, dialog, page },
}: Pick<ExplainParameters, 'error' | 'isRejection' | 'speech'>): Sentences {
  if (isRejection) return [dialog.rejected, dialog.rejectedText, 'again']
  if (!(error instanceof StepError)) return [page.silent, page.silentText, 'again']
  switch (error.code) {
    case 'ERR_REQUIREMENT_UNMET':
      return [dialog.refused, dialog.refusedText, 'another']
    case 'ERR_WALLET_NOT_ALLOWED':
      return [page.notListed, page.notListedText, 'another']
    case 'ERR_CHAIN_READ':
    case 'ERR_TOKEN_READ':
    case 'ERR_NFT_LISTING':
      return [dialog.failed, dialog.lost, 'again']
    case 'ERR_NONCE_UNKNOWN':
    case 'ERR_LOGIN_MISMATCH':
      return [page.late, page.lateText, 'again']
    case 'ERR_SIGNATURE_INVALID':
      return [page.account, page.accountText, 'again']
    case 'ERR_RATE_LIMITED':
    case 'ERR_SERVER_BUSY':
      return [page.busy, describeWait({ seconds: error.retryAfterSeconds, language, page }), 'again']
    case 'ERR_WALLET_FACTORY':
    case 'ERR_CHAIN_UNSUPPORTED':
    case 'ERR_CONTRACT_UNSUPPORTED':
    case 'ERR_REQUIREMENT_INVALID':
      return [page.unsupported, page.unsupportedText, 'another']
    case 'OFFLINE':
      return [page.offline, page.offlineText, 'again']
    default:
      return [page.broken, page.brokenText, 'again']
  }
}

function describeWait({
  seconds,
  language,
  page,
}: Pick<PageSpeech, 'language' | 'page'> & { seconds: number }): string {
  const count = Math.max(1, Math.ceil(seconds))
  const form: keyof PageWords = `busyText_${new Intl.PluralRules(language).select(count)}`
  return composeSentence(page[form] ?? page.busyText_other ?? '', { count: String(count) })
}

function describeUnmet({
  error,
  address,
  names,
  chainName,
  speech: { language, dialog, page },
}: ExplainParameters & { error: StepError }): string {
  const { unmet } = error
  // The word joiners prevent a line break inside the address.
  const wallet = address ? formatShortId(address).replace('…', '\u2060…\u2060') : page.browserWallet
  const [only, ...more] = unmet?.found ?? []
  const said = { address: wallet, chain: chainName }
  if (!unmet || !only || more.length > 0) return composeSentence(dialog.refusedText, said)
  // The key of a name is `chain/id`.
  const id = toComparableAddress(only.id)
  const name = Object.entries(names).find(([key]) => key.endsWith(`/${id}`))?.[1] ?? formatShortId(only.id)
  if (/^[0.]+$/.test(unmet.needed)) return composeSentence(dialog.unmetAny, { ...said, name })
  const [needed, found] = [unmet.needed, only.found].map((amount) => formatAmount(amount, language))
  return composeSentence(dialog.unmet, { ...said, name, needed: needed ?? '', found: found ?? '' })
}
