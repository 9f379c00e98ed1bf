import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { createCheckedLookup } from '../../app/chains/pictures/createCheckedLookup.ts'
import { isPublicAddress } from '../../app/chains/pictures/isPublicAddress.ts'
import { RETRY_SECONDS } from '../../app/core/message/chooseRetry.ts'
import { composePayload } from '../../app/core/message/composePayload.ts'
import { MESSAGES } from '../../app/core/message/kinds.ts'
import { createCourier } from '../../app/courier/createCourier.ts'
import { createReceiverSecret, signMessage } from '../../app/crypto/messages.ts'

const document = readFileSync('docs/integrations/webhooks.md', 'utf8')

test('behavior: the table of messages is the product’s own', () => {
  const rows = Object.entries(MESSAGES).map(([kind, { says, fields, personal }]) => {
    const list = (names: object) =>
      Object.keys(names)
        .map((name) => `\`${name}\``)
        .join(', ')
    return ['', ` \`${kind}\` `, ` ${says} `, ` ${list(fields)} `, ` ${list(personal)} `, ''].join('|')
  })
  const spaced = rows.map((row) => row.replace(/\| +(?=\|)/g, '| '))
  const [, table = ''] = /\| type \| when \|.*\n\| --- .*\n((?:\|.*\n)+)/.exec(document) ?? []
  expect(table.trim().split('\n')).toEqual(spaced)
})

test('behavior: the attempts are the product’s own', () => {
  expect([...RETRY_SECONDS]).toEqual([5, 30, 5 * 60, 30 * 60, ...[2, 4, 8, 10].map((hours) => hours * 3600)])
})

test('default: the example takes what Palisade signs, once, and refuses everything else', async () => {
  const [secret, old] = [createReceiverSecret(), createReceiverSecret()]
  const { url, lines } = await startExample(`${secret} ${old}`)
  const { post } = createCourier({
    ...{ isPublic: isPublicAddress, createLookup: createCheckedLookup, allowsLocal: true },
  })
  const at = Math.floor(Date.now() / 1000)
  const message = { kind: 'gate.unlocked', at, data: { gate: 7 } } as const
  const body = composePayload({ message, myshopifyDomain: 'harbor.myshopify.com' })
  const send = (over: { key?: string; sentAt?: number; id?: string; body?: string } = {}) => {
    const { key = secret, sentAt = at, id = 'msg_1' } = over
    const signature = `v1,${signMessage({ text: `${id}.${sentAt}.${body}`, secret: key })}`
    const headers = {
      ...{ 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(sentAt) },
      'webhook-signature': `v1,AAAA ${signature}`,
    }
    return post({ url, headers, body: over.body ?? body })
  }
  expect(await send()).toEqual({ kind: 'sent', status: 204 })
  expect(await send()).toEqual({ kind: 'sent', status: 204 })
  expect(await send({ key: old, id: 'msg_2' })).toEqual({ kind: 'sent', status: 204 })
  const refused = { kind: 'failed', status: 401 }
  expect(await send({ key: createReceiverSecret() })).toMatchObject(refused)
  expect(await send({ sentAt: at - 3600 })).toMatchObject(refused)
  expect(await send({ body: body.replace('7', '8') })).toMatchObject(refused)
  expect(lines).toEqual(Array(2).fill('gate.unlocked {"shop":"harbor.myshopify.com","gate":7}'))
})

/** Start the example as its page says; `lines` grows with what it prints. */
async function startExample(secrets: string): Promise<{ url: string; lines: string[] }> {
  const child = spawn(process.execPath, ['docs/integrations/examples/webhooks/server.mjs'], {
    env: { ...process.env, PALISADE_WEBHOOK_SECRET: secrets, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill())
  const reader = createInterface({ input: child.stdout })
  const [url] = (await once(reader, 'line')) as [string]
  const lines: string[] = []
  reader.on('line', (line) => lines.push(line))
  return { url, lines }
}
