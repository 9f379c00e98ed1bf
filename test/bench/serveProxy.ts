import { startProxy } from '../chains/rpc/startProxy.ts'

/*
 * A process of its own, so that what a proxy costs does not fall on whoever is measured. It is told where to forward to
 * and how late to answer, and says what went through when it is asked.
 */
const [target = '', delayMs = ''] = process.argv.slice(2)
const proxy = await startProxy({ target, delayMs: Number(delayMs) })
process.on('message', () => {
  process.send?.({ requests: proxy.bodies.length, body: proxy.bodies.at(-1) ?? '' })
  proxy.bodies.length = 0
})
process.on('disconnect', () => process.exit())
process.send?.({ url: proxy.url })
