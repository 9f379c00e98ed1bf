/** The reader of a stream of text. */
export type TextReader = {
  readonly read: () => Promise<{ readonly done: boolean; readonly value?: string | undefined }>
  readonly cancel: () => Promise<void>
}

/** Read a text that comes in parts, and stop once it has `most` characters: the rest is not asked for. */
export async function readUpTo(reader: TextReader | undefined, most: number): Promise<string> {
  let text = ''
  while (reader && text.length < most) {
    const { done, value } = await reader.read()
    if (done) return text
    text += value
  }
  await reader?.cancel()
  return text
}
