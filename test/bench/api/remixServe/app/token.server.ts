import { generateKeyPair, SignJWT } from 'jose'

const { privateKey } = await generateKeyPair('ES256')

export function signToken(claims: Record<string, unknown>, subject: string, audience: string) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'main', typ: 'JWT' })
    .setIssuer('https://palisade.example/api/v1')
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(privateKey)
}
