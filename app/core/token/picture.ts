/** The kinds of pictures that a browser is sent. A drawing (SVG) holds shapes and texts alone. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml'

/** A picture from a token's own metadata, checked to be what its type says. */
export type TokenPicture = { readonly type: PictureType; readonly bytes: Uint8Array }
