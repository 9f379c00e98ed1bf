/** Format the protected header of our tokens, in base64url. */
export function formatJwtHeader({ kid }: { kid: string }): string {
  return Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'JWT', kid }), 'utf8').toString('base64url')
}
