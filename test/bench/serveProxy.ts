import { startProxy } from '../chains/rpc/startProxy.ts'

/*
 * A separate process, so that the proxy's cost does not fall on the measured one. Its arguments are the target URL and
 * the delay in milliseconds. It reports its requests when a message asks for them.
 */
const [target = '', delayMs = ''] = process.argv.slice(2)
const proxy = await startProxy({ target, delayMs: Number(delayMs) })
process.on('message', () => {
  process.send?.({ requests: proxy.bodies.length, body: proxy.bodies.at(-1) ?? '' })
  proxy.bodies.length = 0
})
process.on('disconnect', () => process.exit())
process.send?.({ url: proxy.url })
