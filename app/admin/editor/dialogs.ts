/* Loaders of dialogs and other parts of a gate's page that few visits open: much of the page's own code. */

export const loadAskHolding = () =>
  import('../holding/AskHoldingModal.tsx').then((module) => module.AskHoldingModal)
export const loadChainSearch = () => import('./ChainSearch.tsx').then((module) => module.ChainSearch)
export const loadCheckoutOptions = () =>
  import('./CheckoutOptions.tsx').then((module) => module.CheckoutOptions)
export const loadCreateList = () =>
  import('../lists/CreateListModal.tsx').then((module) => module.CreateListModal)
export const loadDeleteGate = () => import('./DeleteGateModal.tsx').then((module) => module.DeleteGateModal)
export const loadFindToken = () =>
  import('../tokens/FindTokenModal.tsx').then((module) => module.FindTokenModal)
export const loadPauseGates = () =>
  import('../list/PauseGatesModal.tsx').then((module) => module.PauseGatesModal)
export const loadMomentOptions = () => import('./MomentOptions.tsx').then((module) => module.MomentOptions)
export const loadVersionsBanner = () => import('./VersionsBanner.tsx').then((module) => module.VersionsBanner)
