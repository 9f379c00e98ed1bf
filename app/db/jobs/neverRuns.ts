/** When a job is due that some process works on: not by itself. What is asked for meanwhile is earlier. */
export const NEVER = 9_999_999_999
