/** Why a token's picture is not shown. */
export type PictureRefusal =
  | 'link'
  | 'no-gateway'
  | 'web-off'
  | 'address'
  | 'connection'
  | 'status'
  | 'redirects'
  | 'slow'
  | 'too-large'
  | 'metadata'
  | 'kind'

/** A picture that is not shown. It never leaves this room: the port answers null. */
export class PictureError extends Error {
  constructor(
    readonly reason: PictureRefusal,
    message: string,
  ) {
    super(message)
    this.name = 'PictureError'
  }
}
