import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { isIP } from 'node:net'
import { type CreateCheckedLookupParameters, createCheckedLookup } from './createCheckedLookup.ts'
import { isPublicAddress } from './isPublicAddress.ts'
import { PictureError } from './pictureError.ts'

export type CreateReadPublicFileParameters = Omit<CreateCheckedLookupParameters, 'refuse'> & {
  /** The operator's own gateway. It alone may be in a private network and answer without TLS. */
  readonly gateway: URL | null
  /** Certificates and port, for a server of one's own. */
  readonly connect?: Pick<RequestOptions, 'ca' | 'port'>
}

export type ReadPublicFile = (parameters: {
  readonly url: URL
  readonly maxBytes: number
  /** For everything, redirects included. By `performance.now()`. */
  readonly deadline: number
}) => Promise<Buffer>

const MOST_REDIRECTS = 3
const REDIRECTS: readonly (number | undefined)[] = [301, 302, 303, 307, 308]

/**
 * Make `readPublicFile`, which gets a file that somebody else named. It speaks HTTPS on its own port alone, with public
 * addresses alone, and carries no cookie and no name of a user.
 *
 * The addresses are checked as the connection is made, so a host cannot answer the check with one address and the
 * connection with another. Every redirect is checked anew. Nothing is decompressed.
 *
 * The function made throws {PictureError}.
 */
export function createReadPublicFile({
  gateway,
  resolve,
  isPublic = isPublicAddress,
  connect = {},
}: CreateReadPublicFileParameters): ReadPublicFile {
  const refuse = () => new PictureError('address', 'the address is not public')
  const lookup = createCheckedLookup({ resolve, isPublic, refuse })
  const readOnce = ({ url, maxBytes, deadline }: Parameters<ReadPublicFile>[0]) => {
    const isOwn = gateway !== null && url.origin === gateway.origin
    if (!isOwn) checkUrl(url, isPublic)
    const options = { agent: false, headers: HEADERS, ...(isOwn ? {} : { ...connect, lookup }) }
    return sendRequest({ url, options, maxBytes, timeoutMs: deadline - performance.now() })
  }
  return async (parameters) => {
    let { url } = parameters
    for (let turn = 0; turn <= MOST_REDIRECTS; turn++) {
      const answer = await readOnce({ ...parameters, url })
      if (Buffer.isBuffer(answer)) return answer
      if (!URL.canParse(answer.location, url)) throw new PictureError('link', 'a redirect leads nowhere')
      url = new URL(answer.location, url)
    }
    throw new PictureError('redirects', `more than ${MOST_REDIRECTS} redirects`)
  }
}

const HEADERS = {
  accept: 'application/json, image/*',
  'accept-encoding': 'identity',
  'user-agent': 'Palisade',
}

/** Node connects to an IP address without a look-up, so it is checked here. */
function checkUrl({ protocol, port, username, password, hostname }: URL, isPublic: (ip: string) => boolean) {
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') {
    throw new PictureError('link', 'only https on its own port, without a name of a user')
  }
  const ip = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(ip) !== 0 && !isPublic(ip)) throw new PictureError('address', 'the address is not public')
}

type Sent = Buffer | { readonly location: string }

function sendRequest({
  url,
  options,
  maxBytes,
  timeoutMs,
}: {
  url: URL
  options: RequestOptions
  maxBytes: number
  timeoutMs: number
}): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const fail = (error: PictureError) => {
      clearTimeout(timer)
      reject(error)
      request.destroy()
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, options, (response) => {
      const wrong = findRefusal(response, maxBytes)
      if (wrong) return fail(wrong)
      if (REDIRECTS.includes(response.statusCode)) {
        clearTimeout(timer)
        resolve({ location: response.headers.location ?? '' })
        return void request.destroy()
      }
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > maxBytes) fail(tooLarge())
        else chunks.push(chunk)
      })
      response.on('end', () => {
        clearTimeout(timer)
        resolve(Buffer.concat(chunks))
      })
      response.on('error', () => fail(new PictureError('connection', 'connection lost')))
    })
    const timer = setTimeout(
      () => fail(new PictureError('slow', 'no answer in time')),
      Math.max(0, timeoutMs),
    )
    request.on('error', (error) =>
      fail(error instanceof PictureError ? error : new PictureError('connection', 'connection failed')),
    )
    request.end()
  })
}

function findRefusal({ statusCode, headers }: IncomingMessage, maxBytes: number): PictureError | null {
  if (REDIRECTS.includes(statusCode)) return null
  if (statusCode !== 200) return new PictureError('status', `HTTP status ${statusCode}`)
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    return new PictureError('kind', 'compressed')
  return Number(headers['content-length'] ?? 0) > maxBytes ? tooLarge() : null
}

function tooLarge(): PictureError {
  return new PictureError('too-large', 'the file is too large')
}
