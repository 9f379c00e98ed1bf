/** How to compute and compare one kind of Shopify's signatures. `Message` is the signed message. */
export type SignatureCheck<Message> = {
  /** HMAC-SHA-256 under the app's secret, in the door's encoding. */
  readonly sign: (message: Message) => string
  /** The same under the previous secret, during its rotation. It only verifies: nothing new is signed with it. */
  readonly signPrevious?: ((message: Message) => string) | undefined
  /** Compares in constant time. */
  readonly isEqual: (expected: string, given: string) => boolean
}
export type IsSignedParameters<Message> = SignatureCheck<Message> & {
  readonly message: Message
  readonly given: string
}

/**
 * Whether Shopify signed a message, with the app's current or previous secret.
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/client-secrets/rotate-revoke-client-credentials
 */
export function isSigned<Message>({
  message,
  given,
  sign,
  signPrevious,
  isEqual,
}: IsSignedParameters<Message>): boolean {
  return (
    isEqual(sign(message), given) || (signPrevious !== undefined && isEqual(signPrevious(message), given))
  )
}
