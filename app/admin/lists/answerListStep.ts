import { answerError, answerJson } from '../../answerError.ts'
import { readJsonBody } from '../../readJsonBody.ts'

export type AnswerListStepParameters<Body, Result> = {
  readonly request: Request
  readonly parse: (value: unknown) => Body
  readonly run: (body: Body) => Promise<Result>
}

/** Two thousand lines in the longest spelling that JSON has for them. */
const MAX_BYTES = 256 * 1024

/**
 * Run one step of an import, or answer staff's question, for a page that asks by plain fetch: a fetcher would load the
 * page again after every step.
 *
 * @throws {Response} what Shopify's library throws to send the merchant through a login again.
 */
export async function answerListStep<Body, Result>({
  request,
  parse,
  run,
}: AnswerListStepParameters<Body, Result>): Promise<Response> {
  try {
    return answerJson(await run(parse(await readJsonBody({ request, maxBytes: MAX_BYTES }))))
  } catch (error) {
    if (error instanceof Response) throw error
    return answerError(error)
  }
}
