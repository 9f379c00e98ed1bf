import type { ProjectDraftText } from './projectDraft.ts'

export type ProjectEditorState = {
  readonly draft: ProjectDraftText
  /** A sentence for each wrong field. */
  readonly errors: Readonly<Record<string, string>>
  /**
   * Fields of the last refusal. Each refusal makes a new array, so that the focus moves to the first wrong field again.
   */
  readonly refused: readonly string[]
}
export type ProjectDraftAction =
  | { readonly kind: 'edit'; readonly change: Partial<ProjectDraftText> }
  | { readonly kind: 'refuse'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'reset'; readonly draft: ProjectDraftText }

/**
 * Other fields whose errors an edit clears: a contract is validated on its chain, and required only if no wallet is
 * listed.
 */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  chain: ['contractAddress'],
  contractAddress: ['chain', 'tokenIds'],
  allowedWallets: ['contractAddress'],
  isRestricted: ['chain', 'contractAddress', 'minTokenBalance', 'tokenIds', 'allowedWallets'],
}

/** Apply an owner's edit. An error stays at its field until that field, or one in `TOGETHER` with it, is edited. */
export function reduceProject(state: ProjectEditorState, action: ProjectDraftAction): ProjectEditorState {
  if (action.kind === 'reset') return { draft: action.draft, errors: {}, refused: [] }
  if (action.kind === 'refuse') {
    const errors = Object.fromEntries(
      Object.entries(action.fields).map(([path, sentence]) => [path.split('.').at(-1) ?? path, sentence]),
    )
    return { ...state, errors, refused: Object.keys(errors) }
  }
  const edited = Object.keys(action.change).flatMap((field) => [field, ...(TOGETHER[field] ?? [])])
  return {
    ...state,
    draft: { ...state.draft, ...action.change },
    errors: Object.fromEntries(Object.entries(state.errors).filter(([field]) => !edited.includes(field))),
  }
}
