/**
 * Properties that only the block's own scripts write and read, so a shorter name serves as well. A name of the browser's,
 * of a wallet, of the proxy's answers, of the data that Liquid writes, or of what is stored does not belong here
 * (`test/scripts/bundle/shortNames.test.ts`). The order is the one of many that compresses best; the first 52 get a single
 * letter.
 */
export const SHORTENED: readonly string[] = `
  inCart isLost readVariant formatAmount runningGate dispatch oldCodes isApart seenGates isOutdated isFirst
  unchecked said press carried pageGates isSilent hasForm wait readState onChoose findVisit shown take
  configText prepared prepare onAccount askNonce renew fallbackName onClose price timeoutMs isPressed
  formatUntil wasRejected wallets choose asked GateError formatSentence loadPart listRoots writeVisit isLedger
  onChange isGateError listenForCartChanges onRenewal runGate hadFocus isDecided onGone removeVisit isSlow
  onVariant passCart showsFamily hasChangedCart isBusy isOver leaving listOpen renewBefore readStored
  writeStored readClock nonces isOld renderWallets renderState renewVisit
`
  .trim()
  .split(/\s+/)

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The short name of each, the same in every script: one script reads what another one made. */
export const shortNames: Readonly<Record<string, string>> = Object.fromEntries(
  SHORTENED.map((name, i) => [name, LETTERS[i] ?? `${LETTERS[i % LETTERS.length]}_`]),
)
