import { createVaultDialog } from './createVaultDialog.ts'
import { createWalletList } from './createWalletList.ts'
import { loginWithWallet } from './loginWithWallet.ts'
import { listenForAccounts } from './wallets/listenForAccounts.ts'

/** The entry of `palisade-gate-wallet.js`: wallets, and the dialogs that ask for one. */
export type WalletPart = {
  readonly createWalletList: typeof createWalletList
  readonly createVaultDialog: typeof createVaultDialog
  readonly listenForAccounts: typeof listenForAccounts
  readonly loginWithWallet: typeof loginWithWallet
}

const part: WalletPart = { createWalletList, createVaultDialog, listenForAccounts, loginWithWallet }
Object.assign(window, { palisadeWallet: part })
