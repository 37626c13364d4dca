import { contains, parseAddress, parsePrefix, type Family, type Prefix } from '../../core/ip'
import type { ChainFact } from '../firewall/chains'

/** A new packet from a client beyond the link. Links that are not known are null. */
export type Packet = { family: Family; proto: string; in: ReadonlySet<string>; out: string | null; dst: string; port: number }

/** What becomes of it. `unsure`: a rule has a say whose condition cannot be judged from here. `rule` is the one that decides, with its chain. */
export type Verdict = { says: 'pass' | 'drop' | 'unsure'; rule: string | null }

type Answer = 'yes' | 'no' | 'maybe'
type Test = (packet: Packet) => Answer
type Compiled = { tests: Test[]; target: string | null; goto: boolean; text: string }
type Table = Map<string, { policy: string | null; rules: Compiled[] }>

const DROPS = new Set(['DROP', 'REJECT'])

/** Rules of ip6tables or iptables, made ready to be asked many times. */
export type Rules = { chain(table: string, chain: string, packet: Packet): Verdict; empty: boolean }

/** Compiles what `ip6tables-save` or `iptables-save` printed. Conditions that are not known here are answered with `maybe`. */
export function compileRules(facts: readonly ChainFact[]): Rules {
  const tables = new Map<string, Table>()
  for (const { table, chain, policy, rules } of facts) {
    const chains = tables.get(table) ?? new Map()
    tables.set(table, chains)
    chains.set(chain, { policy, rules: rules.map((rule) => compile(rule.text, rule.target, chain)) })
  }
  return {
    empty: facts.length === 0,
    chain(table, chain, packet) {
      const chains = tables.get(table)
      const base = chains?.get(chain)
      if (!chains || !base) return { says: 'pass', rule: null }
      const walked = walk(chains, chain, packet, 0)
      if (walked.says !== 'end') return { says: walked.says, rule: walked.rule }
      const dropped = base.policy === 'DROP'
      // What may have been let through before a policy that drops, or dropped before one that accepts, is not certain either way.
      if (dropped) return walked.maybe.accept ? { says: 'unsure', rule: walked.maybe.accept } : { says: 'drop', rule: `${chain}: policy DROP` }
      return walked.maybe.drop ? { says: 'unsure', rule: walked.maybe.drop } : { says: 'pass', rule: null }
    },
  }
}

type Walked = { says: 'pass' | 'drop' | 'unsure' | 'end'; rule: string | null; maybe: { accept: string | null; drop: string | null } }

function walk(chains: Table, name: string, packet: Packet, depth: number): Walked {
  const maybe: Walked['maybe'] = { accept: null, drop: null }
  for (const rule of depth > 32 ? [] : (chains.get(name)?.rules ?? [])) {
    const answer = allOf(rule.tests, packet)
    if (answer === 'no' || rule.target === null) continue
    if (rule.target === 'RETURN') {
      if (answer === 'yes') break
      // Whether anything behind it is asked is open.
      maybe.accept ??= rule.text
      maybe.drop ??= rule.text
      continue
    }
    if (rule.target === 'ACCEPT' || DROPS.has(rule.target)) {
      const kind = rule.target === 'ACCEPT' ? 'accept' : 'drop'
      if (answer === 'maybe') maybe[kind] ??= rule.text
      else {
        const against = kind === 'accept' ? maybe.drop : maybe.accept
        return { says: against ? 'unsure' : kind === 'accept' ? 'pass' : 'drop', rule: against ?? rule.text, maybe }
      }
      continue
    }
    if (!chains.has(rule.target)) continue
    const inner = walk(chains, rule.target, packet, depth + 1)
    if (answer === 'yes') {
      maybe.accept ??= inner.maybe.accept
      maybe.drop ??= inner.maybe.drop
      if (inner.says !== 'end') {
        const against = inner.says === 'pass' ? maybe.drop : inner.says === 'drop' ? maybe.accept : null
        return against ? { ...inner, says: 'unsure', rule: against } : inner
      }
      if (rule.goto) break
    } else {
      maybe.accept ??= inner.says === 'pass' ? inner.rule : inner.maybe.accept
      maybe.drop ??= inner.says === 'drop' ? inner.rule : inner.maybe.drop
    }
  }
  return { says: 'end', rule: null, maybe }
}

function allOf(tests: readonly Test[], packet: Packet): Answer {
  let answer: Answer = 'yes'
  for (const test of tests) {
    const one = test(packet)
    if (one === 'no') return 'no'
    if (one === 'maybe') answer = 'maybe'
  }
  return answer
}

const yesNo = (is: boolean): Answer => (is ? 'yes' : 'no')

function compile(text: string, target: string | null, chain: string): Compiled {
  const words = text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []
  const tests: Test[] = []
  let not = false
  let goto = false
  const add = (test: Test) => {
    const turned = not
    not = false
    tests.push(turned ? (packet) => opposite(test(packet)) : test)
  }
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const value = words[i + 1] ?? ''
    switch (word) {
      case '!':
        not = true
        continue
      case '-g':
      case '-j':
        goto = word === '-g'
        // What stands behind are options of the target, not conditions.
        return { tests, target, goto, text: `${chain}: ${text}` }
      case '-p':
        add(({ proto }) => yesNo(value === 'all' || value === proto))
        break
      case '-d':
        add(destination(value))
        break
      case '-s':
        add(source(value))
        break
      case '-i':
        add((packet) => anyOf([...packet.in].map((dev) => sameLink(value, dev))))
        break
      case '-o':
        add(({ out }) => (out === null ? 'maybe' : yesNo(sameLink(value, out))))
        break
      case '--dport':
      case '--dports':
        add(({ port }) => yesNo(value.split(',').some((range) => inRange(range, port))))
        break
      case '--ctstate':
      case '--state':
        add(() => yesNo(value.split(',').includes('NEW')))
        break
      case '-m':
      case '--comment':
        break
      default:
        add(() => 'maybe')
        // An unknown option with its value counts once.
        if (!word.startsWith('-') || value.startsWith('-')) continue
    }
    i++
  }
  return { tests, target, goto, text: `${chain}: ${text}` }
}

function opposite(answer: Answer): Answer {
  return answer === 'maybe' ? 'maybe' : yesNo(answer === 'no')
}

/** Where packets may come in by several links and only some of them match, it depends. */
function anyOf(answers: readonly boolean[]): Answer {
  return answers.length === 0 ? 'maybe' : answers.every(Boolean) ? 'yes' : answers.some(Boolean) ? 'maybe' : 'no'
}

function sameLink(pattern: string, dev: string): boolean {
  return pattern.endsWith('+') ? dev.startsWith(pattern.slice(0, -1)) : pattern === dev
}

function inRange(range: string, port: number): boolean {
  const [from = '', to = from] = range.split(':')
  return port >= Number(from) && port <= Number(to)
}

function prefixOf(text: string): Prefix | null {
  const withLength = text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`
  const prefix = parsePrefix(withLength)
  return prefix.ok ? prefix.value : null
}

function destination(text: string): Test {
  const prefix = prefixOf(text)
  const known = new Map<string, Answer>()
  return ({ dst }) => {
    if (!prefix) return 'maybe'
    const before = known.get(dst)
    if (before) return before
    const address = parseAddress(dst)
    const answer = address.ok ? yesNo(contains(prefix, address.value)) : 'maybe'
    known.set(dst, answer)
    return answer
  }
}

/** The client is anybody beyond the link: not a neighbor's link-local address, not this host itself; whether it is in some other prefix is open. */
function source(text: string): Test {
  const prefix = prefixOf(text)
  if (prefix?.length === 0) return () => 'yes'
  const answer: Answer = /^(fe80|::1|127\.|169\.254\.)/.test(text) ? 'no' : 'maybe'
  return () => answer
}
