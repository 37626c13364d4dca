import type { Problem, ProblemCode } from '../../core/problem'
import type { AddressRow } from '../addresses/schema'
import type { Container } from '../containers/schema'
import type { Engine } from '../engine/schema'
import type { Link } from '../links/schema'
import type { RouteRow } from '../routes/schema'
import type { Network } from './schema'

/** What the checks look at, typed. */
export type Facts = { networks: Network[]; routes: readonly RouteRow[]; links: readonly Link[]; addresses: readonly AddressRow[]; containers: readonly Container[]; engine: Engine | undefined }

/** Everything wrong with a wish, each at its field, and what should be known besides. */
export type Verdict = { problems: Problem[]; warnings: string[] }

/** Collects a Verdict. */
export type Judge = {
  verdict: Verdict
  refuse(field: string, message: string, hint?: string, code?: ProblemCode): void
  warn(sentence: string): void
}

export function newJudge(): Judge {
  const verdict: Verdict = { problems: [], warnings: [] }
  return {
    verdict,
    refuse: (field, message, hint, code = 'bad_input') => void verdict.problems.push({ code, message, field, ...(hint === undefined ? {} : { hint }) }),
    warn: (sentence) => void (verdict.warnings.includes(sentence) || verdict.warnings.push(sentence)),
  }
}
