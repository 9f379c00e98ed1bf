/**
 * Properties that only the block's own scripts write and read, so a shorter name serves as well. A name of the browser's,
 * of a wallet, of the proxy's answers, of the data that Liquid writes, or of what is stored does not belong here
 * (`test/scripts/bundle/shortNames.test.ts`). The order is the one of many that compresses best; the first 52 get a single
 * letter.
 */
export const SHORTENED: readonly string[] = `
  shown inCart wait listOpen isFirst dispatch seenGates price said leaving isOver isLost isApart
  readVariant press runningGate isOld findVisit isSilent carried prepared GateError slow prepare take
  isDecided unchecked configText runGate readStored wasRejected hasChangedCart isPressed writeVisit
  readClock listenForCartChanges renderState isGateError passCart isBusy isSlow listRoots removeVisit
  writeStored formatUntil readState timeoutMs formatAmount loadPart formatSentence renewBefore onClose
  pageGates hasForm onGone renewVisit onVariant asked oldCodes fallbackName renderWallets hadFocus wallets
  choose onRenewal onChoose showsFamily field onChange renew isLedger isOutdated nonces askNonce onAccount
`
  .trim()
  .split(/\s+/)

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The short name of each, the same in every script: one script reads what another one made. */
export const shortNames: Readonly<Record<string, string>> = Object.fromEntries(
  SHORTENED.map((name, i) => [name, LETTERS[i] ?? `${LETTERS[i % LETTERS.length]}_`]),
)
