import type { Server } from 'node:http'

/**
 * Lets a server keep idle connections for a minute. After Node's five seconds it would close one just as a client uses it
 * again, on a machine that is busy.
 */
export function setKeepAlive<Given extends Server>(server: Given): Given {
  server.keepAliveTimeout = 60_000
  return server
}
