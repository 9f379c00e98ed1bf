/*
 * PALISADE_API         e.g. https://palisade.example.com/api/v1
 * PALISADE_SECRET_KEY  sk_…, of your project: for this server alone
 */
const { PALISADE_API, PALISADE_SECRET_KEY } = process.env

/** Ask Palisade as this server. A refusal is thrown as an Error with `status` and `code`. */
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
