/** The keys that unlocks are signed with. */
export function KeysSection() {
  return null
}
