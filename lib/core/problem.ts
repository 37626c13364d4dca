/** Every way in which dock6 can say no, with the HTTP status it travels under. The list is closed: a new code is added here or not at all. */
export const PROBLEM_STATUS = {
  bad_input: 400,
  not_signed_in: 401,
  setup_needed: 401,
  wrong_credentials: 401,
  not_permitted: 403,
  foreign_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  setup_closed: 409,
  stale_plan: 409,
  busy: 409,
  conflict: 409,
  too_large: 413,
  wrong_content_type: 415,
  foreign_host: 421,
  too_many_attempts: 429,
  internal: 500,
  command_failed: 502,
  command_missing: 502,
  unreadable_output: 502,
  engine_refused: 502,
  not_available: 503,
  engine_unreachable: 503,
  keeper_unreachable: 503,
  needs_root: 503,
  timed_out: 504,
} as const

export type ProblemCode = keyof typeof PROBLEM_STATUS

/** What stands behind a Problem: the command, call or file, and the words it answered with (cut to a bounded length by the maker). */
export type Evidence = { source: string; text: string }

/**
 * Why something could not be read or done, in words for a person.
 * `message` says what happened, `hint` what to do about it, `field` which input it belongs to, `evidence` what the tool itself said.
 */
export type Problem = { code: ProblemCode; message: string; field?: string; hint?: string; evidence?: Evidence }

/** Characters of tool output kept as evidence. */
export const EVIDENCE_LIMIT = 2000

/** Builds Evidence: control characters escaped (output is untrusted text), length bounded by EVIDENCE_LIMIT. */
export function evidence(source: string, text: string): Evidence {
  const cut = text.length > EVIDENCE_LIMIT ? `${text.slice(0, EVIDENCE_LIMIT)} …` : text
  return { source, text: printable(cut.trim()) }
}

/** Escapes control characters other than newline and tab, so that untrusted text cannot forge log lines or drive a terminal. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
