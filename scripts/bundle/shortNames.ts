/**
 * Properties that only the block's own scripts write and read, so a shorter name serves as well. A name of the browser's,
 * of a wallet, of the proxy's answers, of the data that Liquid writes, or of what is stored does not belong here
 * (`test/scripts/bundle/shortNames.test.ts`).
 */
export const SHORTENED: readonly string[] = `
  GateError askNonce carried createNonces createVaultDialog createWalletList dispatch fallbackName findStorage findVisit
  formatAmount formatSentence formatShortAddress formatUntil hadFocus hasChangedCart hasForm hasVisit inCart
  isBusy isDecided isByShopper isFirst isGateError isLedger isLost isOutdated isOver isPending isPressed isRejection isSilent
  isSlow listOpen listRoots listenForAccounts listenForCartChanges loadPart loginWithWallet oldCodes onAccount onChange
  onChoose onClose onGone onRenewal onSlow onVariant pageGates panelBefore passCart prepared readState readVariant
  removeVisit renderWalletIcon renderWallets renewBefore requestJson runGate shown seenGates showsFamily timeoutMs
  unchecked wasRejected writeVisit
`
  .trim()
  .split(/\s+/)

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The short name of each, the same in every script: one script reads what another one made. */
export const shortNames: Readonly<Record<string, string>> = Object.fromEntries(
  SHORTENED.map((name, i) => [name, LETTERS[i] ?? `${LETTERS[i % LETTERS.length]}_`]),
)
