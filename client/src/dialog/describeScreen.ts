import { composeSentence } from '../../../app/picket/words/composeSentence.ts'
import { formatAmount } from '../../../extensions/gate-block/src/show/formatAmount.ts'
import { formatShortAddress } from '../../../extensions/gate-block/src/show/formatShortAddress.ts'
import type { Wallet } from '../../../extensions/gate-block/src/wallets/types.ts'
import type { ErrorAnswer, Reason } from '../../../public/palisade.d.ts'
import type { PicketError } from '../PicketError.ts'
import type { Speech, Texts } from './loadTexts.ts'

/** A state of the dialog. */
export type Screen =
  | { readonly kind: 'choosing' }
  | {
      /** With `ledger` a wallet could not sign the text, and a transaction may do. */
      readonly kind: 'connecting' | 'signing' | 'signingMemo' | 'checking' | 'ledger'
      readonly wallet: Wallet
      readonly address?: string
    }
  | {
      readonly kind: 'failed'
      readonly wallet: Wallet
      readonly address?: string
      readonly error: PicketError
    }

/** A pressed button: try the same wallet again, return to the list, or sign a transaction instead of the text. */
export type Press = 'again' | 'another' | 'ledger'

type ScreenView = {
  readonly title: string
  readonly lines: readonly string[]
  /** Replaces the lines after `afterMs` milliseconds. */
  readonly hint: { readonly text: string; readonly afterMs: number } | null
  readonly tone: 'busy' | 'no' | 'calm' | 'list'
  readonly buttons: readonly { readonly press: Press; readonly label: string }[]
}

type DescribeScreenParameters = {
  readonly screen: Screen
  readonly speech: Speech
  readonly chainName: string
}

/** Choose the texts and buttons of a screen. */
export function describeScreen(parameters: DescribeScreenParameters): ScreenView {
  const { screen, chainName, speech } = parameters
  const { texts, language } = speech
  if (screen.kind === 'choosing') {
    return { title: texts.choose, lines: [texts.chooseText], hint: null, tone: 'list', buttons: [] }
  }
  const wallet = screen.wallet.name ?? texts.browserWallet
  const address = screen.address ? formatShortAddress(screen.address) : wallet
  const fill = (text: string, more: Readonly<Record<string, string>> = {}) =>
    composeSentence(text, { wallet, address, chain: chainName, ...more })
  const back = { press: 'another', label: texts.back } as const

  const again = { press: 'again', label: texts.again } as const
  if (screen.kind === 'ledger') {
    const ledger = { press: 'ledger', label: texts.ledgerContinue } as const
    const buttons = [ledger, again, back]
    return { title: texts.ledger, lines: [texts.ledgerText], hint: null, tone: 'calm', buttons }
  }
  if (screen.kind !== 'failed') {
    const { kind } = screen
    const isChecking = kind === 'checking'
    const line = {
      connecting: texts.connectingText,
      signing: texts.signingText,
      signingMemo: texts.signingMemo,
    }
    return {
      title: fill(texts[kind === 'signingMemo' ? 'signing' : kind]),
      lines: isChecking ? [] : [line[kind]],
      hint: isChecking
        ? { text: fill(texts.slow), afterMs: 3000 }
        : { text: fill(texts.waiting), afterMs: 15_000 },
      tone: 'busy',
      buttons: isChecking ? [] : [back],
    }
  }

  const { reason } = screen.error
  // Wallets show Western digits in every language.
  const digits = `${language}-u-nu-latn`
  const [title, text] = sentences[reason] ?? ['setup', 'setupText']
  const unmet = reason === 'not-eligible' ? readUnmet(screen.error.answer) : []
  const lines = unmet.map(({ name, needed, found }) =>
    needed
      ? fill(texts[name ? 'unmet' : 'unmetPlain'], {
          name: name ?? '',
          needed: formatAmount(needed, digits),
          found: formatAmount(found, digits),
        })
      : fill(name ? texts.unmetAny : texts.refusedText, { name: name ?? '' }),
  )
  const isNo = reason === 'not-eligible' || reason === 'not-allowed'
  return {
    title: fill(texts[title]),
    lines: lines.length > 0 ? [...new Set(lines)] : [fill(texts[text])],
    hint: null,
    tone: isNo || reason === 'rejected' ? 'calm' : 'no',
    buttons: isNo ? [back] : title === 'setup' ? [] : [again, back],
  }
}

const sentences: { readonly [reason in Reason]?: readonly [keyof Texts, keyof Texts] } = {
  'not-eligible': ['refused', 'refusedText'],
  'not-allowed': ['notAllowed', 'notAllowedText'],
  'could-not-check': ['failed', 'lost'],
  network: ['network', 'lost'],
  'slow-down': ['busy', 'lost'],
  signature: ['signature', 'lost'],
  'wallet-busy': ['pending', 'pendingText'],
  wallet: ['wallet', 'lost'],
  rejected: ['rejected', 'rejectedText'],
}

/** The missing balance of one token. Amounts are in whole tokens; `needed` is null for "any". */
type Unmet = {
  readonly name: string | null
  readonly needed: string | null
  readonly found: string
}

/** Read the needed and found balances of a refusal; empty if it has none. */
function readUnmet({ needed, found }: ErrorAnswer): readonly Unmet[] {
  const isAmount = (value: unknown): value is string => typeof value === 'string' && /^\d[\d.]*$/.test(value)
  if (!Array.isArray(found) || !isAmount(needed)) return []
  return (found as readonly (Record<string, unknown> | null)[]).flatMap((one) => {
    const { name, found: amount } = one ?? {}
    if (!isAmount(amount)) return []
    return [
      {
        name: typeof name === 'string' && name ? name.slice(0, 60) : null,
        needed: Number(needed) > 0 ? needed : null,
        found: amount,
      },
    ]
  })
}
