/** A wait is told after this time, and every minute. */
const TELL_WAIT_MS = 3_000
const TELL_AGAIN_MS = 60_000

/** Tell the operator what this process waits for, until the function that this returns is called. */
export function startTelling({
  tell,
  sentence,
}: {
  tell: (sentence: string) => void
  sentence: string
}): () => void {
  const say = () => {
    tell(sentence)
    timer = setTimeout(say, TELL_AGAIN_MS)
  }
  let timer = setTimeout(say, TELL_WAIT_MS)
  return () => clearTimeout(timer)
}
