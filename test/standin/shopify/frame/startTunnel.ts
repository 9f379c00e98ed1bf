import {
  request as callApp,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'

export type StartTunnelParameters = {
  host: string
  /** 0 takes a free port. */
  port: number
  appOrigin: string
  /** The origin that may frame the app. */
  adminOrigin: () => string
}

/**
 * Starts the reverse proxy at the app's public URL. It streams everything unchanged and rewrites only
 * `frame-ancestors`, so that the local admin may frame an app that allows Shopify's admin alone.
 *
 * Uses node:http, because a proxy on fetch would decode bodies and fold headers.
 */
export async function startTunnel(parameters: StartTunnelParameters): Promise<Server> {
  const { host, port, appOrigin, adminOrigin } = parameters
  const target = new URL(appOrigin)
  const server = createServer((incoming, outgoing) => {
    const call = callApp(
      {
        hostname: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: {
          ...incoming.headers,
          'x-forwarded-host': incoming.headers.host ?? '',
          'x-forwarded-proto': 'http',
          'x-forwarded-for': incoming.socket.remoteAddress ?? '',
        },
      },
      (answer) => forward(answer, outgoing, adminOrigin()),
    )
    call.on('error', () => refuse(outgoing, appOrigin))
    outgoing.on('close', () => call.destroy())
    incoming.pipe(call)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  return server
}

function forward(answer: IncomingMessage, outgoing: ServerResponse, adminOrigin: string): void {
  const headers = { ...answer.headers }
  const policy = headers['content-security-policy']
  if (typeof policy === 'string') headers['content-security-policy'] = allowFraming(policy, adminOrigin)
  outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers)
  answer.pipe(outgoing)
  answer.on('error', () => outgoing.destroy())
}

function refuse(outgoing: ServerResponse, appOrigin: string): void {
  if (outgoing.headersSent) {
    outgoing.destroy()
    return
  }
  outgoing.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' })
  outgoing.end(`The tunnel cannot reach the app at ${appOrigin}. Check that the app runs.\n`)
}

/** Replaces the sources of a policy's `frame-ancestors` with the admin's origin; other directives remain. */
export function allowFraming(policy: string, adminOrigin: string): string {
  return policy
    .split(';')
    .map((directive) =>
      /^\s*frame-ancestors\b/i.test(directive) && !/'none'/.test(directive)
        ? `frame-ancestors ${adminOrigin}`
        : directive,
    )
    .join(';')
}
