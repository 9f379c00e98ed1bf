import { PalisadeError } from '@palisade/server'
import { openPalisade, requirements } from '../../palisade.js'

/** Store the token of a login in a cookie that scripts cannot read. */
export async function POST(request) {
  try {
    const { accessToken } = await request.json()
    const { exp, displayAddress } = await openPalisade().validate({ accessToken, requirements })
    const secure = process.env.NODE_ENV === 'production' ? '; Secure' : ''
    const age = exp - Math.floor(Date.now() / 1000)
    const cookie = `token=${accessToken}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`
    return Response.json({ displayAddress }, { headers: { 'set-cookie': cookie } })
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.status < 400) throw error
    return Response.json({ msg: error.message, code: error.code }, { status: error.status })
  }
}
