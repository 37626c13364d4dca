import type { Statement } from './config'
import type { ConfigRule, Method } from './understand'

const HEADER = '# Rules for ndppd; see ndppd.conf(5). dock6 adds and removes rules and leaves the rest as it is.\n'

/** The text with one more rule, in the block of its link where there is one. Everything else stays as it is, to the letter. */
export function withRule(source: string | null, statements: readonly Statement[], rule: { dev: string; prefix: string; method: Method; iface?: string | undefined }): string {
  const way = rule.method === 'iface' ? `iface ${rule.iface}` : rule.method
  const lines = (indent: string) => `${indent}rule ${rule.prefix} {\n${indent}${indent || '   '}${way}\n${indent}}\n`
  const text = source ?? HEADER
  const block = statements.find(({ name, value, block }) => name === 'proxy' && value === rule.dev && block)?.block
  if (!block) return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}\nproxy ${rule.dev} {\n${lines('   ')}}\n`
  // Before the brace that ends the block, on a line of its own.
  const before = text.slice(0, block.close)
  const onOwnLine = /\n[ \t]*$/.test(before)
  const head = onOwnLine ? before.replace(/[ \t]*$/, '') : `${before}\n`
  return `${head}${lines('   ')}${onOwnLine ? before.slice(head.length) : ''}${text.slice(block.close)}`
}

/** The text without a rule; the lines that only it stood on go too. */
export function withoutRule(source: string, { statement }: ConfigRule): string {
  const before = source.slice(0, statement.start).replace(/[ \t]*$/, '')
  const after = source.slice(statement.end).replace(/^[ \t]*(?=\n|$)/, '')
  return (before === '' || before.endsWith('\n')) && after.startsWith('\n') ? before + after.slice(1) : before + after
}
