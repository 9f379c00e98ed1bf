// Refuses every connection that leaves this machine, and appends its host to the file REFUSED_HOSTS. With SERVICES_ORIGIN,
// https requests go there instead, and name their host in x-service-host. Load it with `node --import`, in NODE_OPTIONS, so
// that child processes load it too.
import { appendFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|0\.0\.0\.0)$/
const connectDirectly = Socket.prototype.connect

Socket.prototype.connect = function connect(...words) {
  const host = hostOf(words)
  if (LOOPBACK.test(host)) return connectDirectly.apply(this, words)
  appendFileSync(process.env.REFUSED_HOSTS, `${host}\n`)
  const error = Object.assign(new Error(`No network here: a connection to ${host} was refused.`), {
    code: 'ENETUNREACH',
  })
  process.nextTick(() => this.destroy(error))
  return this
}

/** The host of a call; `localhost` for a socket of this machine's own. */
function hostOf([first, second]) {
  // Node's own callers pass one list, which holds the options.
  const options = Array.isArray(first) ? first[0] : first
  if (typeof options === 'object') return options.path ? 'localhost' : (options.host ?? 'localhost')
  return typeof second === 'string' ? second : 'localhost'
}

if (process.env.SERVICES_ORIGIN) {
  const { hostname, port } = new URL(process.env.SERVICES_ORIGIN)
  https.request = function request(first, ...rest) {
    const isUrl = typeof first === 'string' || first instanceof URL
    const url = isUrl ? new URL(first) : null
    const options = isUrl && typeof rest[0] === 'object' ? rest.shift() : isUrl ? {} : first
    const { method, signal } = options
    const path = url ? url.pathname + url.search : options.path
    const headers = {
      ...options.headers,
      'x-service-host': url?.hostname ?? options.hostname ?? options.host,
    }
    return http.request({ method, signal, path, headers, hostname, port }, ...rest)
  }
  https.get = (...words) => https.request(...words).end()
  syncBuiltinESMExports()
}
