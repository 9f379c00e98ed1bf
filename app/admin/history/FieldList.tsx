import type { FieldChange } from './views.ts'

/** What a change altered: the old value crossed out, then the new one. */
export function FieldList({ fields }: { fields: readonly FieldChange[] }) {
  return (
    <dl className="palisade-fields">
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {before !== '' && (
              <>
                <span className="palisade-heard">from </span>
                <del>{before}</del>
                <span className="palisade-heard">to </span>{' '}
              </>
            )}
            <ins>{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
