import { Banner, List } from '@shopify/polaris'

/** What keeps gates from holding, if anything does. */
export function ProblemBanner({ problems }: { problems: readonly string[] }) {
  const [only, ...others] = problems
  if (only === undefined) return null
  return (
    <Banner
      tone="warning"
      title="Gates may not hold as they should"
      action={{ content: 'Open Settings', url: '/app/settings' }}
    >
      {others.length === 0 ? (
        <p>{only}</p>
      ) : (
        <List>
          {problems.map((problem) => (
            <List.Item key={problem}>{problem}</List.Item>
          ))}
        </List>
      )}
    </Banner>
  )
}
