/** Whether a name is one segment of a path. The engine decodes before it looks for the path's end, so encoding alone does not keep `../` in its place. */
export function isPlainSegment(name: string): boolean {
  return !/^\.*$/.test(name) && !/[/\\]/.test(name)
}
