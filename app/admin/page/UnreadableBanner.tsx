import { Banner } from '@shopify/polaris'

/** A title, and whole clauses that follow the names of the rows. */
export type UnreadableWords = { readonly title: string; readonly text: string }

/** Banner that names the rows of a list that this version cannot read; nothing if there are none. */
export function UnreadableBanner({
  rows,
  one,
  many,
}: {
  /** Each row's name and number, for people. */
  readonly rows: readonly string[]
  readonly one: UnreadableWords
  readonly many: UnreadableWords
}) {
  if (rows.length === 0) return null
  const { title, text } = rows.length === 1 ? one : many
  return (
    <Banner tone="critical" title={title}>
      <p>
        {`${rows.join(', ')}: ${text} Ask the person who runs your Palisade server to install that version, or a newer one.`}
      </p>
    </Banner>
  )
}
