import { createRemoteJWKSet, jwtVerify } from 'jose'

const issuer = process.env.PALISADE_API // https://palisade.example.com/api/v1
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))

/** Verify an access token of your project and return its claims. Throws for every other token. */
export async function verifyToken(accessToken, projectId) {
  const { payload } = await jwtVerify(accessToken, keys, {
    issuer,
    audience: projectId,
    algorithms: ['ES256'],
  })
  return payload
}
