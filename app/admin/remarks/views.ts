/** Something that a merchant should look at. `path` names the field of the form. */
export type RemarkView = { readonly path: string; readonly text: string }
