import { describe, expect, test } from 'vitest'
import { createInput } from '../../lib/features/containers/create-input'
import { commandWords, freshField, freshInput, NO_FRESH, NO_MOUNT } from './create-values'

describe('a command line as words', () => {
  test.each<[string, string[] | null]>([
    ['', []], ['  httpd  -f ', ['httpd', '-f']], [`sh -c 'echo "a b"; exec x'`, ['sh', '-c', 'echo "a b"; exec x']], [`a "b \\"c\\" $d"`, ['a', 'b "c" $d']], [`a\\ b ''`, ['a b', '']], [`x"y"'z'`, ['xyz']], [`'open`, null], ['a\\', ['a\\']], ['$(id) `id` ; | &', ['$(id)', '`id`', ';', '|', '&']],
  ])('%j', (line, words) => expect(commandWords(line)).toEqual(words))
})

test('what is typed is what the keeper takes', () => {
  const typed = { ...NO_FRESH, name: ' web2 ', image: 'busybox:lab', command: `httpd -f -p '[::]:80'`, env: 'A=1\nTOKEN=a=b', ipv6: '2001:db8::80', restart: 'on-failure' as const, retries: '3', mounts: [{ ...NO_MOUNT, source: 'data', target: '/data' }] }
  expect(createInput.parse(freshInput(typed))).toMatchObject({
    name: 'web2', image: 'busybox:lab', command: ['httpd', '-f', '-p', '[::]:80'], env: [{ name: 'A', value: '1' }, { name: 'TOKEN', value: 'a=b' }], network: 'bridge', ipv6: '2001:db8::80', restart: 'on-failure', retries: 3, start: true,
    mounts: [{ type: 'volume', source: 'data', target: '/data', readOnly: false }],
  })
  expect(createInput.parse(freshInput({ ...NO_FRESH, name: 'w2', image: 'x', retries: '7' }))).toMatchObject({ restart: 'unless-stopped', retries: null, command: [], env: [], mounts: [] })
})

test.each([['env.0.name', 'fresh.env'], ['mounts.1.source', 'fresh.mounts.1.source'], ['name', 'fresh.name'], ['ipv6', 'fresh.ipv6']])('%s is refused at %s', (field, box) => expect(freshField(field)).toBe(box))
