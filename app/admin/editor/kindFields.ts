/* Loaders of the fields that only some kinds of condition have. */

export const loadCallFields = () => import('./CallFields.tsx').then((module) => module.CallFields)
export const loadListFields = () => import('./ListFields.tsx').then((module) => module.ListFields)
export const loadTraitFields = () => import('../traits/TraitFields.tsx').then((module) => module.TraitFields)
