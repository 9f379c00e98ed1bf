import { NotFoundError } from '../core/errors/base.ts'

/** Parse the gate number in a URL. @throws {NotFoundError} ERR_GATE_NOT_FOUND if the text cannot be a number. */
export function parseGateNumber(text: string | undefined): number {
  if (text && /^[1-9][0-9]{0,9}$/.test(text)) return Number(text)
  throw new NotFoundError('ERR_GATE_NOT_FOUND', 'This gate does not exist in this shop.', {
    hint: 'Open it from the list of gates.',
  })
}
