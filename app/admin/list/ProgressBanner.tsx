import { Banner, BlockStack, List, ProgressBar, Text } from '@shopify/polaris'
import type { ProgressView } from '../views.ts'

const MOST_NAMED = 5

/** Banner with the progress of gates that were paused or resumed together, and with their failures. */
export function ProgressBanner({ progress: { total, done, failures } }: { progress: ProgressView }) {
  const rest = failures.length - MOST_NAMED
  return (
    <Banner
      tone={failures.length > 0 ? 'warning' : 'info'}
      title={failures.length > 0 ? 'Some gates could not be updated yet' : 'Updating your gates'}
    >
      <BlockStack gap="200">
        <Text as="p">
          {done} of {total} gates are up to date in your shop. You can leave this page.
        </Text>
        <ProgressBar size="small" progress={(100 * done) / total} ariaLabelledBy="palisade-progress" />
        <Text as="span" id="palisade-progress" visuallyHidden>
          Gates up to date
        </Text>
        {failures.length > 0 && (
          <>
            <List>
              {failures.slice(0, MOST_NAMED).map(({ name, reason }) => (
                <List.Item key={name}>
                  {name}: {reason}
                </List.Item>
              ))}
              {rest > 0 && <List.Item>and {rest} more. The list shows the reason for each</List.Item>}
            </List>
            <Text as="p">Palisade tries again on its own.</Text>
          </>
        )}
      </BlockStack>
    </Banner>
  )
}
