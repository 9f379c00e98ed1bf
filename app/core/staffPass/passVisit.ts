const PREFIX = 'pass-'

/** Compose the id of a new pass, which is also its visit's id, from 32 hex digits. */
export function composeStaffPassId(hex: string): string {
  return `${PREFIX}${hex}`
}

/** Whether a visit, grant or reservation belongs to a pass that staff made. A shopper's visit has a bare hex id. */
export function isStaffPass(visitId: string): boolean {
  return visitId.startsWith(PREFIX)
}
