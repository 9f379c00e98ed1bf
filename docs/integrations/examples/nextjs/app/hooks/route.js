import { PalisadeError, verifyWebhook } from '@palisade/server'

/** Runs on Next's Node and edge runtimes alike. */
export async function POST(request) {
  try {
    const { id, event } = await verifyWebhook({
      secret: process.env.PALISADE_WEBHOOK_SECRET,
      headers: request.headers,
      body: await request.text(),
    })
    // A delivery may come twice with one id: let your database remember the ids.
    console.log(`webhook ${id}: ${event.type}`)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.status !== 400) throw error
    return Response.json({ msg: error.message, code: error.code }, { status: 400 })
  }
}
