/* Loaders of dialogs and other parts of a gate's page that few visits open: much of the page's own code. */

export const loadAskHolding = () =>
  import('../holding/AskHoldingModal.tsx').then((module) => module.AskHoldingModal)
export const loadCreateList = () =>
  import('../lists/CreateListModal.tsx').then((module) => module.CreateListModal)
export const loadDeleteGate = () => import('./DeleteGateModal.tsx').then((module) => module.DeleteGateModal)
export const loadFindToken = () =>
  import('../tokens/FindTokenModal.tsx').then((module) => module.FindTokenModal)
export const loadPauseGates = () =>
  import('../list/PauseGatesModal.tsx').then((module) => module.PauseGatesModal)
export const loadVersionChoice = () => import('./VersionChoice.tsx').then((module) => module.VersionChoice)
