export type ComposeRequestParameters = {
  readonly path: string
  readonly key: string
  readonly body: object
}

/** A request as a browser on the project's site sends it, with the usual headers. */
export function composeRequest({ path, key, body }: ComposeRequestParameters): string {
  const text = JSON.stringify(body)
  return [
    `POST ${path} HTTP/1.1`,
    'Host: palisade.example',
    `Authorization: Basic ${Buffer.from(key).toString('base64')}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Accept: */*',
    'User-Agent: palisade-bench',
    '',
    text,
  ].join('\r\n')
}
