/** 2026-11-25 13:10 UTC, 14:10 in Berlin. */
export const NOW = Date.parse('2026-11-25T13:10:00Z') / 1000
