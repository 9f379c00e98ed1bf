import { request } from 'node:http'
import type { StandinShop } from '../state.ts'
import { signWebhook } from './signWebhook.ts'

export type SendWebhookParameters = {
  /** Base URL of the app. */
  appUrl: string
  apiSecret: string
  shop: StandinShop
  topic: string
  /** A path of the app; absent: `/webhooks/<topic>`. */
  uri?: string
  payload: unknown
  /** Milliseconds to wait before each further attempt. */
  retryAfter?: readonly number[]
  timeout?: number
}

export type SendWebhookResult = { delivered: boolean; attempts: number; status: number | null }

/** Delivers a topic to the app that a server was started for. */
export type SendTopic = (parameters: {
  shop: StandinShop
  topic: string
  payload: unknown
}) => Promise<SendWebhookResult>

/** Delivers a webhook. Anything but 2xx within five seconds is retried with the same ids, a limited number of times. */
export async function sendWebhook(parameters: SendWebhookParameters): Promise<SendWebhookResult> {
  const { appUrl, apiSecret, shop, topic, payload, retryAfter = [200, 1000], timeout = 5000 } = parameters
  const rawBody = JSON.stringify(payload)
  const headers = signWebhook({ shop: shop.myshopifyDomain, topic, rawBody, apiSecret })
  const url = new URL(parameters.uri ?? `/webhooks/${topic}`, appUrl)
  let status: number | null = null
  for (let attempts = 1; ; attempts += 1) {
    status = await post({ url, headers, rawBody, timeout })
    if (status !== null && status >= 200 && status < 300) return { delivered: true, attempts, status }
    const wait = retryAfter[attempts - 1]
    if (wait === undefined) return { delivered: false, attempts, status }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

type PostParameters = { url: URL; headers: Record<string, string>; rawBody: string; timeout: number }

// node:http, because the process may have a rerouted fetch.
function post({ url, headers, rawBody, timeout }: PostParameters): Promise<number | null> {
  return new Promise((resolve) => {
    const length = { 'content-length': String(Buffer.byteLength(rawBody)) }
    const call = request(url, { method: 'POST', headers: { ...headers, ...length }, timeout }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? null))
      answer.on('error', () => resolve(null))
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve(null))
    call.end(rawBody)
  })
}
