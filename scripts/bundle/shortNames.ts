/**
 * Properties that only the block's own scripts write and read, so a shorter name serves as well. A name of the browser's,
 * of a wallet, of the proxy's answers, of the data that Liquid writes, or of what is stored does not belong here
 * (`test/scripts/bundle/shortNames.test.ts`). The most used are first: they get a single letter.
 */
export const SHORTENED: readonly string[] = `
  carried readState findVisit dispatch runningGate inCart onChoose isApart seenGates shown isFirst unchecked
  said onChange isLedger pageGates isSilent hasForm onClose isLost renew price wait take configText prepared
  prepare onAccount askNonce oldCodes fallbackName hasVisit isOutdated readVariant timeoutMs isPressed press
  wasRejected wallets choose asked GateError formatSentence loadPart listRoots writeVisit formatAmount
  formatUntil isGateError listenForCartChanges onRenewal runGate hadFocus isDecided onGone 
  removeVisit isSlow onVariant passCart showsFamily hasChangedCart isBusy isOver leaving listOpen renewBefore
  readStored writeStored readClock nonces isOld renderWallets renderState renewVisit
`
  .trim()
  .split(/\s+/)

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The short name of each, the same in every script: one script reads what another one made. */
export const shortNames: Readonly<Record<string, string>> = Object.fromEntries(
  SHORTENED.map((name, i) => [name, LETTERS[i] ?? `${LETTERS[i % LETTERS.length]}_`]),
)
