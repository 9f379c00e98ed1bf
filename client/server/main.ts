// biome-ignore-all lint/performance/noBarrelFile: what a server may import is named here, and nowhere else.

export * from './createPalisade.ts'
export type {
  CreateWebhookParameters,
  UpdateWebhookParameters,
  WebhookCalls,
  WebhookParameters,
} from './createWebhookCalls.ts'
export * from './PalisadeError.ts'
export type { PalisadeOptions } from './readOptions.ts'
export type * from './types.ts'
export type { PublicKey, PublicKeySet } from './verifyJwt.ts'
export * from './verifyReceipt.ts'
export * from './verifyWebhook.ts'
