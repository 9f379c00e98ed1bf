export type SpellRequestParameters = {
  readonly key: string
  readonly host: string
  readonly path: string
  /** Absent for a GET. */
  readonly body?: string
}
type Spell = (parameters: SpellRequestParameters) => string

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const measure = (body: string): number => Buffer.byteLength(body)
const join = (lines: readonly string[], body = ''): string => `${lines.join('\r\n')}\r\n\r\n${body}`
const method = (body: string | undefined): string => (body === undefined ? 'GET' : 'POST')

/** `@picketapi/picket-node` 0.0.12 on Node 20: docs/spec/picket.md#92-picket-node-0012. */
const node: Spell = ({ key, host, path, body }) =>
  join(
    [
      `${method(body)} /api/v1${path} HTTP/1.1`,
      `host: ${host}`,
      'connection: keep-alive',
      'User-Agent: picket-node/0.0.10',
      'Content-Type: application/json',
      `Authorization: Basic ${base64(key)}`,
      'accept: */*',
      'accept-language: *',
      'sec-fetch-mode: cors',
      'accept-encoding: gzip, deflate',
      ...(body === undefined ? [] : [`content-length: ${measure(body)}`]),
    ],
    body,
  )

/**
 * picket-js in a browser, docs/spec/picket.md#93-picket-js-00102: two spaces after `Basic`, plus the browser's headers.
 */
const js: Spell = ({ key, host, path, body }) =>
  join(
    [
      `${method(body)} /api/v1${path} HTTP/1.1`,
      `Host: ${host}`,
      'Connection: keep-alive',
      ...(body === undefined ? [] : [`Content-Length: ${measure(body)}`]),
      'sec-ch-ua-platform: "Linux"',
      `Authorization: Basic  ${base64(key)}`,
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Content-Type: application/json',
      'Accept: */*',
      'Origin: https://harbor.example',
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: cors',
      'Sec-Fetch-Dest: empty',
      'Referer: https://harbor.example/',
      'Accept-Encoding: gzip, deflate, br, zstd',
      'Accept-Language: en-US,en;q=0.9',
    ],
    body,
  )

/** picket-python 0.1.1 with `requests`: docs/spec/picket.md#95-picket-python-picket-go-and-curl. */
const python: Spell = ({ key, host, path, body = '' }) =>
  join(
    [
      `POST /api/v1${path} HTTP/1.1`,
      `Host: ${host}`,
      'User-Agent: Picket Python Client',
      'Accept-Encoding: gzip, deflate',
      'Accept: */*',
      'Connection: keep-alive',
      'Content-Type: application/json',
      `Content-Length: ${measure(body)}`,
      `Authorization: Basic ${base64(`${key}:`)}`,
    ],
    body,
  )

/** picket-go: net/http does not know the length of the client's body, and sends chunks. */
const go: Spell = ({ key, host, path, body = '' }) =>
  join(
    [
      `POST /api/v1${path} HTTP/1.1`,
      `Host: ${host}`,
      'User-Agent: picket-go',
      'Transfer-Encoding: chunked',
      `Authorization: Basic ${base64(`${key}:`)}`,
      'Content-Type: application/json',
      'Accept-Encoding: gzip',
    ],
    `${measure(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  )

/** picket-go with a length, as net/http sends a body of known length. */
const goWithLength: Spell = ({ key, host, path, body = '' }) =>
  join(
    [
      `POST /api/v1${path} HTTP/1.1`,
      `Host: ${host}`,
      'User-Agent: picket-go',
      `Content-Length: ${measure(body)}`,
      `Authorization: Basic ${base64(`${key}:`)}`,
      'Content-Type: application/json',
      'Accept-Encoding: gzip',
    ],
    body,
  )

/** `curl -u key: -d …` as Picket's documentation prints it. */
const curl: Spell = ({ key, host, path, body }) =>
  join(
    [
      `${method(body)} /api/v1${path} HTTP/1.1`,
      `Host: ${host}`,
      `Authorization: Basic ${base64(`${key}:`)}`,
      'User-Agent: curl/8.5.0',
      'Accept: */*',
      ...(body === undefined
        ? []
        : [`Content-Length: ${measure(body)}`, 'Content-Type: application/x-www-form-urlencoded']),
    ],
    body,
  )

/** Requests of the official clients, byte for byte. */
export const spellings = { node, js, python, go, goWithLength, curl }
