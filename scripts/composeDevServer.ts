import { formatOrigin } from '../test/standin/processes/formatOrigin.ts'

/** What Vite's server must know of the address at which a browser finds it. */
export type DevServer = {
  readonly allowedHosts: string[]
  readonly hmr: { protocol: string; host: string; clientPort: number }
}

/**
 * Compose Vite's allowed hosts, and where its pages wait for changes. An https SHOPIFY_APP_URL is a tunnel, which forwards
 * WebSockets. Without one, pages ask the server itself at HOST and PORT.
 */
export function composeDevServer(env: Readonly<Record<string, string | undefined>>): DevServer {
  const url = URL.canParse(env.SHOPIFY_APP_URL ?? '') ? new URL(env.SHOPIFY_APP_URL ?? '') : null
  if (url?.protocol === 'https:')
    return {
      allowedHosts: [url.hostname],
      hmr: { protocol: 'wss', host: url.hostname, clientPort: Number(url.port) || 443 },
    }
  const port = Number(env.PORT) || 3000
  const { hostname } = new URL(formatOrigin({ host: env.HOST || '127.0.0.1', port }))
  return { allowedHosts: [hostname], hmr: { protocol: 'ws', host: hostname, clientPort: port } }
}
