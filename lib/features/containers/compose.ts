import type { Published } from './schema'

/** The `ports` of a service in the long form, which needs no brackets: all of them, so that it can take the place of what stands there. */
export function composePorts(service: string, published: readonly Published[]): string {
  const lines = published.map(({ port, hostIp, hostPort }) => {
    const [target = '', proto = 'tcp'] = port.split('/')
    const words = [`target: ${target}`, ...(hostPort === '' ? [] : [`published: ${quote(hostPort)}`]), ...(hostIp === '' ? [] : [`host_ip: ${quote(hostIp)}`]), `protocol: ${proto}`]
    return words.map((word, n) => `      ${n === 0 ? '- ' : '  '}${word}\n`).join('')
  })
  return `services:\n  ${quote(service)}:\n    ports:${lines.length === 0 ? ' []\n' : `\n${lines.join('')}`}`
}

/** JSON strings are YAML double-quoted strings; names of services and addresses hold nothing else that YAML minds. */
function quote(text: string): string {
  return JSON.stringify(text)
}
