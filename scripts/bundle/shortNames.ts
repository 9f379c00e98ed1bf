/**
 * Properties that only the block's own scripts write and read, so a shorter name serves as well. A name of the browser's,
 * of a wallet, of the proxy's answers, of the data that Liquid writes, or of what is stored does not belong here
 * (`test/scripts/bundle/shortNames.test.ts`). The most used are first: they get a single letter.
 */
export const SHORTENED: readonly string[] = `
  GateError carried formatSentence inCart sendCartRequest dispatch findVisit loadPart findStorage
  formatShortAddress onChange prepared renderWallets shown onChoose seenGates listRoots requestJson isFirst
  isLedger loginWithWallet pageGates readState unchecked writeVisit formatAmount formatUntil isGateError
  isRejection prepare renderState renewVisit createNonces isSilent listenForCartChanges onAccount askNonce
  createVaultDialog createWalletList isByShopper onRenewal runGate hadFocus hasForm isApart
  listenForAccounts oldCodes onClose said updateAppLinks isPending fallbackName hasVisit isDecided isLost
  isOutdated readVariant timeoutMs isPressed onGone panelBefore press removeVisit renderWalletIcon writeIcon
  isSlow onSlow onVariant passCart showsFamily wasRejected hasChangedCart isBusy isOver leaving listOpen
  renewBefore
`
  .trim()
  .split(/\s+/)

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The short name of each, the same in every script: one script reads what another one made. */
export const shortNames: Readonly<Record<string, string>> = Object.fromEntries(
  SHORTENED.map((name, i) => [name, LETTERS[i] ?? `${LETTERS[i % LETTERS.length]}_`]),
)
