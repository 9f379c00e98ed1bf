import { NotFoundError } from '../../core/errors/base.ts'

/** Parse the number of a customer's data request in a URL. @throws {NotFoundError} ERR_NOT_FOUND */
export function parseDataRequestId(text: string | undefined): number {
  if (text !== undefined && /^[1-9][0-9]{0,14}$/.test(text)) return Number(text)
  throw new NotFoundError('ERR_NOT_FOUND', 'This data request does not exist in this shop.')
}

/** Parse where a page of data requests begins; undefined for the first page. */
export function parseRequestMark(query: URLSearchParams): number | undefined {
  const [before] = /^[1-9][0-9]{0,14}$/.exec(query.get('before') ?? '') ?? []
  return before === undefined ? undefined : Number(before)
}
