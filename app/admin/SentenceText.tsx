import { Text } from '@shopify/polaris'
import type { Sentence } from './formatPlain.ts'

/** A sentence with its strong pieces in semibold. */
export function SentenceText({ sentence }: { sentence: Sentence }) {
  return (
    <Text as="span">
      {sentence.map(({ text, isStrong }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence have no other name and never move.
        <Text as="span" key={i} fontWeight={isStrong ? 'semibold' : 'regular'}>
          {text}
        </Text>
      ))}
    </Text>
  )
}
