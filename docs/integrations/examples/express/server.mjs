import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createPalisade, PalisadeError, verifyWebhook } from '@palisade/server'
import express from 'express'

const { PALISADE_API, PALISADE_PUBLISHABLE_KEY, PALISADE_SECRET_KEY, PALISADE_WEBHOOK_SECRET } = process.env
const palisade = createPalisade({ url: PALISADE_API, apiKey: PALISADE_SECRET_KEY })
/** What a member must hold. The server says it, whatever the page says. */
const requirements = { chain: 'ethereum', contractAddress: process.env.CONTRACT, minTokenBalance: 1 }
const page = readFileSync(new URL('index.html', import.meta.url), 'utf8')
  .replace('https://palisade.example.com/api/v1', PALISADE_API)
  .replace('pk_your_publishable_key', PALISADE_PUBLISHABLE_KEY)
  .replace('0xYourContract', requirements.contractAddress)
/** The folder of palisade.js, as npm installed it. */
const client = fileURLToPath(new URL('.', import.meta.resolve('@palisade/client/palisade.js')))
const app = express()

app.get('/', (_request, response) => {
  response.type('html').send(page)
})
app.get('/palisade.js', (_request, response) => {
  response.sendFile('palisade.js', { root: client })
})

app.post('/session', express.json(), async (request, response) => {
  const { accessToken } = request.body
  const { exp, displayAddress } = await palisade.validate({ accessToken, requirements })
  response.cookie('token', accessToken, {
    httpOnly: true,
    sameSite: 'lax',
    secure: process.env.NODE_ENV === 'production',
    expires: new Date(exp * 1000),
  })
  response.json({ displayAddress })
})

app.get('/members', async (request, response) => {
  const [, accessToken = ''] = /(?:^|; )token=([^;]+)/.exec(request.headers.cookie ?? '') ?? []
  const { displayAddress } = await palisade.validate({ accessToken, requirements })
  response.type('text').send(`Only members read this, ${displayAddress}.`)
})

// A signature is about the body as it came, so nothing may parse it before.
app.post('/hooks', express.raw({ type: '*/*', limit: '1mb' }), async (request, response) => {
  const { headers, body } = request
  const { id, event } = await verifyWebhook({ secret: PALISADE_WEBHOOK_SECRET, headers, body })
  // A delivery may come twice with one id: let your database remember the ids.
  console.log(`webhook ${id}: ${event.type}`)
  response.sendStatus(204)
})

app.use((error, _request, response, _next) => {
  const isKnown = error instanceof PalisadeError && error.status >= 400
  if (!isKnown) console.error(error)
  const msg = isKnown ? error.message : 'Something went wrong.'
  response.status(isKnown ? error.status : 500).json({ msg, code: error.code })
})

const server = app.listen(Number(process.env.PORT ?? 8080), 'localhost', () =>
  console.log(`listens on http://localhost:${server.address().port}`),
)
