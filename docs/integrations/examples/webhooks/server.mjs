import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

/**
 * PALISADE_WEBHOOK_SECRET  whsec_…, as the admin showed it; during a rotation, both with a space between them
 * PORT                     default 8080
 */
const secrets = (process.env.PALISADE_WEBHOOK_SECRET ?? '').split(' ').filter(Boolean)
const MOST_AGE_SECONDS = 300
/** Ids of messages that were received. Keep them in your database instead. */
const received = new Set()

/** Whether Palisade signed this body, and not long ago. */
function isSigned({ headers, body }) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' } = headers
  if (!(Math.abs(Date.now() / 1000 - Number(at)) <= MOST_AGE_SECONDS)) return false
  const given = signatures.split(' ').map((one) => Buffer.from(one))
  return secrets.some((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    const expected = Buffer.from(
      `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`,
    )
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))
  })
}

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString()
  if (!isSigned({ headers: request.headers, body })) return response.writeHead(401).end()
  const id = request.headers['webhook-id']
  // A message may come twice: when your answer was lost, and when somebody sends it again.
  if (!received.has(id)) {
    received.add(id)
    const { type, data } = JSON.parse(body)
    console.log(type, JSON.stringify(data))
  }
  response.writeHead(204).end()
})
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`)
})
