/* Loaders of the dialogs of a gate's page. Few visits open one, and together they are much of the page's own code. */

export const loadAskHolding = () =>
  import('../holding/AskHoldingModal.tsx').then((module) => module.AskHoldingModal)
export const loadCreateList = () =>
  import('../lists/CreateListModal.tsx').then((module) => module.CreateListModal)
export const loadDeleteGate = () => import('./DeleteGateModal.tsx').then((module) => module.DeleteGateModal)
export const loadFindToken = () =>
  import('../tokens/FindTokenModal.tsx').then((module) => module.FindTokenModal)
export const loadPauseGates = () =>
  import('../list/PauseGatesModal.tsx').then((module) => module.PauseGatesModal)
