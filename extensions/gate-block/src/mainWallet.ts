import { createNonces } from './createNonces.ts'
import { createVaultDialog } from './createVaultDialog.ts'
import { createWalletList } from './createWalletList.ts'
import { loginWithWallet } from './loginWithWallet.ts'
import { updateAppLinks } from './updateAppLinks.ts'
import { listenForAccounts } from './wallets/listenForAccounts.ts'

/** The entry of `palisade-gate-wallet.js`: wallets, and the dialogs that ask for one. */
export type WalletPart = {
  readonly createWalletList: typeof createWalletList
  readonly createVaultDialog: typeof createVaultDialog
  readonly createNonces: typeof createNonces
  readonly listenForAccounts: typeof listenForAccounts
  readonly loginWithWallet: typeof loginWithWallet
  readonly updateAppLinks: typeof updateAppLinks
}

const part: WalletPart = {
  ...{ createNonces, createWalletList, createVaultDialog },
  ...{ listenForAccounts, loginWithWallet, updateAppLinks },
}
Object.assign(window, { palisadeWallet: part })
