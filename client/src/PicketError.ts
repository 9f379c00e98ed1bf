import type { ErrorAnswer, Reason } from '../../public/palisade.d.ts'

/**
 * Every rejection of this client. `code` is Picket's code, `error` the server's `ERR_…`. `status` is 0 without an
 * answer.
 */
export class PicketError extends Error {
  // `declare` emits nothing: class fields would add a helper to the bundle.
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
