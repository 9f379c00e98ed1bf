/** How one of Shopify's signatures is made and compared. `Message` is what is signed. */
export type SignatureCheck<Message> = {
  /** HMAC-SHA-256 under the app's secret, in the spelling of the door. */
  readonly sign: (message: Message) => string
  /** The same under the secret before it, while a rotation lasts; nothing new is ever signed with it. */
  readonly signPrevious?: ((message: Message) => string) | undefined
  /** Compares in constant time. */
  readonly isEqual: (expected: string, given: string) => boolean
}
export type IsSignedParameters<Message> = SignatureCheck<Message> & {
  readonly message: Message
  readonly given: string
}

/**
 * Whether Shopify signed a message, with the app's secret or with the one before it.
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
