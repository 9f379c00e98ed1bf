import { CUSTOMER_SCOPES } from '../../core/customer/tagging.ts'
import { useScopePermission } from '../useScopePermission.ts'

export type TaggingModel = ReturnType<typeof useTagging>

/** Ask the merchant for the scopes of customers. */
export const useTagging = () =>
  useScopePermission({
    scopes: CUSTOMER_SCOPES,
    action: '/app/customers/permission',
    allowed: 'Tagging allowed. Palisade tags waiting customers within a minute',
    declined:
      'You declined. Palisade does not tag customers until you allow it. You can allow it at any time.',
  })
