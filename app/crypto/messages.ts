import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** Make a secret as Standard Webhooks spells it. @see FlowContext.createReceiverSecret */
export function createReceiverSecret(): string {
  return `${PREFIX}${randomBytes(24).toString('base64')}`
}

/** Sign a message with a receiver's secret. @see FlowContext.signMessage */
export function signMessage({ text, secret }: { text: string; secret: string }): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return createHmac('sha256', key).update(text, 'utf8').digest('base64')
}
