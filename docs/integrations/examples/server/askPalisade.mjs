/*
 * PALISADE_API         e.g. https://palisade.example.com/api/v1
 * PALISADE_SECRET_KEY  your project's secret key, sk_…; never put it into a page
 */
const { PALISADE_API, PALISADE_SECRET_KEY } = process.env

/** Call Palisade's API with the secret key. Throws an Error with `status` and `code` if Palisade refuses. */
export async function askPalisade(path, body) {
  const response = await fetch(`${PALISADE_API}/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${PALISADE_SECRET_KEY}:`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok)
    throw Object.assign(new Error(answer.msg), { status: response.status, code: answer.error })
  return answer
}
