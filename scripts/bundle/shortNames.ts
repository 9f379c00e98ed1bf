/**
 * Properties that only the block's own scripts write and read, so a shorter name serves as well. A name of the browser's,
 * of a wallet, of the proxy's answers, of the data that Liquid writes, or of what is stored does not belong here
 * (`test/scripts/bundle/shortNames.test.ts`). The order is the one of many that compresses best; the first 52 get a single
 * letter.
 */
export const SHORTENED: readonly string[] = `
  shown inCart wait isFirst said seenGates readState listOpen dispatch onChange onAccount isLost isOver
  listRoots isApart runningGate unchecked readVariant isSilent carried prepared GateError findVisit prepare
  take passCart isBusy isSlow formatUntil price wasRejected isOld writeStored onClose removeVisit
  formatAmount isPressed isGateError writeVisit loadPart listenForCartChanges runGate leaving configText
  isDecided readClock readStored nonces renewBefore formatSentence hasChangedCart onRenewal pageGates
  timeoutMs askNonce renderState renew fallbackName choose renewVisit hadFocus wallets onGone renderWallets
  onVariant isOutdated showsFamily field asked onChoose oldCodes hasForm press isLedger
`
  .trim()
  .split(/\s+/)

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The short name of each, the same in every script: one script reads what another one made. */
export const shortNames: Readonly<Record<string, string>> = Object.fromEntries(
  SHORTENED.map((name, i) => [name, LETTERS[i] ?? `${LETTERS[i % LETTERS.length]}_`]),
)
