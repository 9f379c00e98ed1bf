import type { ErrorAnswer, Reason } from '../../public/palisade.d.ts'

/** Every rejection of this client. `code` is Picket's word, `error` the server's `ERR_…`, `status` 0 where none was heard. */
export class PicketError extends Error {
  // Declared only: class fields would bring their own helper into the bundle.
  declare readonly reason: Reason
  declare readonly msg: string
  declare readonly code: string | undefined
  declare readonly error: string | undefined
  declare readonly status: number
  declare readonly answer: ErrorAnswer
  constructor(reason: Reason, answer: ErrorAnswer, status = 0) {
    const msg = answer.msg || `The server answered ${status}.`
    super(msg)
    this.name = 'PicketError'
    this.reason = reason
    this.msg = msg
    this.code = answer.code
    this.error = answer.error
    this.status = status
    this.answer = answer
  }
}
