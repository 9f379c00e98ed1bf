/** Decode an access token's claims without verifying them: a hint for this page, proof of nothing. */
export function readClaims(accessToken: string): { sub?: string; aud?: string; iat?: number; exp?: number } {
  try {
    const [, claims = ''] = accessToken.split('.')
    return JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))) as Record<string, never>
  } catch {
    return {}
  }
}
