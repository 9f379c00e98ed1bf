import { createRemoteJWKSet, jwtVerify } from 'jose'

const issuer = process.env.PALISADE_API // https://palisade.example.com/api/v1
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))

/** The claims of an access token that your project's Palisade gave. Throws for any other. */
export async function verifyToken(accessToken, projectId) {
  const { payload } = await jwtVerify(accessToken, keys, {
    issuer,
    audience: projectId,
    algorithms: ['ES256'],
  })
  return payload
}
