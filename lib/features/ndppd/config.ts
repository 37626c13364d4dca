import { fail, ok, type Result } from '../../core/result'
import { ndppd as text } from '../../text/en/ndppd'

/** One statement of ndppd.conf with its place: `start` and `end` are offsets in the text, `line` counts from 1. `body` holds the statements of a block; `open` and `close` are the offsets of its braces. */
export type Statement = { name: string; value: string; line: number; start: number; end: number; block: { open: number; close: number; body: Statement[] } | null }

/**
 * Reads ndppd.conf as ndppd itself does (its src/conf.cc): a name, an optional `=`, an optional value, an optional block; comments are those of shell (#) and of C.
 * ndppd takes any word for a statement; which ones mean something is told by `check.ts`. A block that does not end is a Problem, as for ndppd.
 */
export function parseConfig(source: string): Result<Statement[]> {
  const reader = new Reader(source)
  const body = reader.statements()
  if (reader.at < source.length) return fail({ code: 'unreadable_output', message: text.file.brace(reader.lineOf(reader.at)) })
  return reader.unclosed === null ? ok(body) : fail({ code: 'unreadable_output', message: text.file.unclosed(reader.lineOf(reader.unclosed)) })
}

class Reader {
  at = 0
  /** Where a block began that does not end. */
  unclosed: number | null = null
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  lineOf(offset: number): number {
    return this.source.slice(0, offset).split('\n').length
  }

  /** Statements up to a closing brace or the end. */
  statements(): Statement[] {
    const found: Statement[] = []
    for (;;) {
      this.skip(true)
      const next = this.source[this.at]
      if (next === undefined || next === '}' || this.unclosed !== null) return found
      found.push(this.statement())
    }
  }

  private statement(): Statement {
    const start = this.at
    const name = this.take(/[\w-]/)
    this.skip(false)
    if (this.source[this.at] === '=') {
      this.at += 1
      this.skip(false)
    }
    const value = this.value()
    let end = this.at
    this.skip(false)
    let block: Statement['block'] = null
    if (this.source[this.at] === '{') {
      const open = this.at
      this.at += 1
      const body = this.statements()
      const close = this.at
      if (this.source[close] !== '}') this.unclosed ??= open
      else this.at += 1
      block = { open, close, body }
      end = this.at
    }
    return { name, value, line: this.lineOf(start), start, end, block }
  }

  private value(): string {
    const quote = this.source[this.at]
    if (quote !== '"' && quote !== "'") return this.take(/[!-z|~]/)
    this.at += 1
    const from = this.at
    while (this.at < this.source.length && this.source[this.at] !== quote && this.source[this.at] !== '\n') this.at += 1
    const inside = this.source.slice(from, this.at)
    if (this.source[this.at] === quote) this.at += 1
    return inside
  }

  private take(wanted: RegExp): string {
    const from = this.at
    while (this.at < this.source.length && wanted.test(this.source[this.at]!)) this.at += 1
    return this.source.slice(from, this.at)
  }

  /** Goes over blanks and comments; over line ends only where the statement may go on behind them. */
  private skip(lines: boolean): void {
    for (;;) {
      const rest = this.source.slice(this.at, this.at + 2)
      if (rest.startsWith('#') || rest === '//') this.at = orEnd(this.source.indexOf('\n', this.at), this.source)
      else if (rest === '/*') this.at = orEnd(this.source.indexOf('*/', this.at + 2) + 2, this.source, 2)
      else if (/^\s/.test(rest) && (lines || rest[0] !== '\n')) this.at += 1
      else if (lines && /^[^\x20-\x7e]/.test(rest)) this.at += 1
      else return
    }
  }
}

function orEnd(found: number, source: string, shift = 0): number {
  return found < shift ? source.length : found
}
