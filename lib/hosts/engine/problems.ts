import { evidence, type Problem } from '../../core/problem'
import { text } from '../../text/en'

/** Longest wait for one answer of the engine, in ms. */
export const ENGINE_TIMEOUT_MS = 5000

/** Thrown inside the client when an answer came but makes no sense, or none came in time. */
export class EngineFault extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
  }
}

/** The Problem for whatever a call to the engine threw. `call` is what a person would recognize it by. */
export function engineProblem(error: unknown, call: string, socketPath: string): Problem {
  if (error instanceof EngineFault) return error.problem
  const { code, statusCode, message } = fieldsOf(error)
  const said = evidence(call, message)
  if (statusCode !== undefined) return { code: 'engine_refused', message: text.engine.said(call, statusCode), evidence: said }
  switch (code) {
    case 'ENOENT':
      return { code: 'engine_unreachable', message: text.engine.socketMissing(socketPath), hint: text.engine.socketMissingHint, evidence: said }
    case 'EACCES':
    case 'EPERM':
      return { code: 'needs_root', message: text.engine.denied(socketPath), hint: text.engine.deniedHint, evidence: said }
    case 'ECONNREFUSED':
      return { code: 'engine_unreachable', message: text.engine.refused(socketPath), hint: text.engine.refusedHint, evidence: said }
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ABORT_ERR':
      return { code: 'engine_unreachable', message: text.engine.stopped, hint: text.engine.refusedHint, evidence: said }
    default:
      return { code: 'engine_unreachable', message: text.engine.unreachable(socketPath), evidence: said }
  }
}

/** Whether the engine answered that the thing is gone. */
export function isGone(error: unknown): boolean {
  return fieldsOf(error).statusCode === 404
}

/** Whether the engine answered at all, if only to refuse. */
export function isAnswer(error: unknown): boolean {
  return fieldsOf(error).statusCode !== undefined
}

function fieldsOf(error: unknown): { code?: string; statusCode?: number; message: string } {
  if (typeof error !== 'object' || error === null) return { message: String(error) }
  const { code, statusCode, message } = error as { code?: unknown; statusCode?: unknown; message?: unknown }
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    message: typeof message === 'string' ? message : String(error),
  }
}
